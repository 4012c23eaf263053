-- How text becomes values. A text of the usual form takes the short way; the rest is cleaned first.

-- Full-width forms to ASCII, and blanks of every kind to a blank.
create macro halfwidth(x) as translate(
    x,
    '０１２３４５６７８９．，－＋（）＃＝＇　' || chr(160) || chr(9) || chr(65279) || chr(8203),
    '0123456789.,-+()#=''    '
);

-- ="3515…" and '138… are how spreadsheets are told to keep an id as text; 17850.0 is an id that was
-- once read as a number.
create macro unwrapped(x) as regexp_replace(
    regexp_replace(regexp_replace(trim(halfwidth(x)), '^="?([^"]*)"?$', '\1'), '^[''#]+\s*', ''),
    '^(\d+)\.0+$', '\1'
);

create macro clean_text(x) as case
    when regexp_full_match(x, '[0-9A-Za-z_-]*[1-9][0-9A-Za-z_-]*') then x
    else nullif(trim(unwrapped(x)), '')
end;

-- Jane Doe (jane88): the customer is what stands in brackets.
create macro in_brackets(x) as coalesce(
    nullif(regexp_extract(halfwidth(x), '\(([^()]+)\)\s*$', 1), ''), x
);

-- Ids that the sample shows to be plain; blank is none.
create macro as_it_stands(x) as nullif(x, '');

-- No person: what tills and shops write when they do not know the buyer.
create macro no_person(x) as regexp_full_match(
    lower(x),
    '[-–—_./*#?0\s]*|guest|guest user|guest customer|anonymous|anon|n/?a|null|none|nil|nan|unknown|undefined|walk[- ]?in( customer)?|cash( customer| sale)?|no customer|not set|散客|零散客户|零售客户|普通顾客|普通客户|非会员|游客|匿名|匿名用户|匿名买家|未知|无|沒有|無|散客戶|非會員|訪客|[#$~*]{2}.*'
);

create macro clean_customer(x) as case
    when regexp_full_match(x, '[0-9A-Za-z_-]*[1-9][0-9A-Za-z_-]*') then x
    when no_person(unwrapped(x)) then null
    else nullif(trim(unwrapped(x)), '')
end;

-- Money, exact: DECIMAL with at most six decimals, never binary floating point.
create macro plain_money(x) as coalesce(
    try_cast(x as decimal(18, 6)),
    try_cast(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(unwrapped(x), '^(?:RMB|CNY|USD|EUR|GBP|JPY|HKD|TWD|NT\$|HK\$|US\$|[¥￥$€£৳₹₩])\s*|\s*(?:RMB|CNY|USD|EUR|GBP|[元¥￥$€£]|元)$', '', 'gi'),
                    '^([-+])\s*[¥￥$€£]\s*', '\1'
                ),
                '^\((.*)\)$', '-\1'
            ),
            '[,\s](\d{3})', '\1', 'g'
        ) as decimal(18, 6)
    )
);

-- Dates. A year outside 1970 to 2099 is a misreading (24/04/27 is no date of the year 24).
create macro in_our_time(t) as case
    when t >= timestamp '1970-01-01' and t < timestamp '2100-01-01' then t
end;
create macro year_first(x) as in_our_time(try_cast(trim(x) as timestamp));
create macro compact_date(x) as case
    when regexp_full_match(trim(x), '\d{8}(\d{4}(\d\d)?)?') then in_our_time(
        try_strptime(
            trim(x), ['%Y%m%d', '%Y%m%d%H%M%S', '%Y%m%d%H%M']
        )
    )
end;
create macro in_parts(x) as regexp_replace(replace(replace(trim(x), '.', '/'), '-', '/'), '\s+', ' ');
create macro day_first(x) as in_our_time(
    try_strptime(
        in_parts(x),
        ['%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M', '%d/%m/%Y', '%d/%m/%y %H:%M:%S', '%d/%m/%y %H:%M', '%d/%m/%y',
         '%d/%m/%Y %I:%M:%S %p', '%d/%m/%Y %I:%M %p', '%d/%m/%y %I:%M:%S %p', '%d/%m/%y %I:%M %p']
    )
);
create macro month_first(x) as in_our_time(
    try_strptime(
        in_parts(x),
        ['%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M', '%m/%d/%Y', '%m/%d/%y %H:%M:%S', '%m/%d/%y %H:%M', '%m/%d/%y',
         '%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %I:%M %p', '%m/%d/%y %I:%M:%S %p', '%m/%d/%y %I:%M %p']
    )
);
-- A date beside its time of day.
create macro with_clock(moment, clock) as coalesce(
    cast(moment as date) + coalesce(
        try_cast(trim(clock) as time),
        cast(try_strptime(upper(trim(clock)), ['%I:%M:%S %p', '%I:%M %p']) as time)
    ),
    moment
);
