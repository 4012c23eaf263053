-- How text becomes values. A text of the usual form takes the short way; the rest is cleaned first.
-- A macro puts its argument in wherever it names it, and each is computed anew; what is costly is
-- therefore put into a list of one and named by a lambda (in nested macros by different names).

-- Full-width forms to ASCII, and blanks of every kind to a blank; to look first is far cheaper.
create macro halfwidth(x) as case
    when regexp_matches(x, '[０-９．，－＋（）＃＝＇　／：\t\x{a0}\x{202f}\x{2009}\x{feff}\x{200b}]') then translate(
        x,
        '０１２３４５６７８９．，－＋（）＃＝＇／：　' || chr(160) || chr(9) || chr(8239) || chr(8201) || chr(65279) || chr(8203),
        '0123456789.,-+()#=''/:      '
    )
    else x
end;

-- ="3515…" and '138… are how spreadsheets are told to keep an id as text; 17850.0 is an id that was
-- once read as a number.
create macro unwrapped(x) as regexp_replace(
    regexp_replace(regexp_replace(trim(halfwidth(x)), '^="?([^"]*)"?$', '\1'), '^[''#`]+\s*|^(?i)(mailto|tel):\s*', ''),
    '^(\d+)\.0+$', '\1'
);

-- 4,086918E+00 was an id before a spreadsheet took it for a number: it names nobody any more.
create macro destroyed(x) as regexp_full_match(trim(halfwidth(x)), '\d[.,]\d+[eE][+-]?\d+|\d[eE]\+\d+');

-- What has a letter (not the E of a number) after digits at most, ends in no blank and holds no
-- full-width form is clean already.
create macro clean_text(x) as case
    when regexp_full_match(x, '[0-9A-Za-z_-]*[1-9][0-9A-Za-z_-]*') then x
    when regexp_full_match(x, '([0-9eE][0-9eE ._,+-]*)?[A-DF-Za-df-z一-龥]([^０-９．，－＋（）＃＝＇　\s\x00\x{a0}\x{202f}\x{2009}\x{feff}\x{200b}]| [^\s０-９．，－＋（）＃＝＇　\x00\x{a0}\x{202f}\x{2009}\x{feff}\x{200b}])*') then x
    when destroyed(x) then null
    else nullif(trim(unwrapped(x)), '')
end;
-- 张三（13800138000）: a name, and the phone that tells people of one name apart.
create macro phone_in_brackets(x) as nullif(
    regexp_extract(halfwidth(x), '[^()]\(\s*(\+?\d[\d -]{5,}\d)\s*\)\s*$', 1), ''
);
create macro name_before_brackets(x) as nullif(trim(regexp_replace(halfwidth(x), '\([^()]*\)\s*$', '')), '');

-- +86 138 0013 8000 and 0086-13800138000 are 13800138000.
create macro dialled(x) as list_transform(
    [regexp_replace(x, '[\s().-]', '', 'g')],
    lambda phone: regexp_replace(regexp_replace(phone, '^00', '+'), '^\+?86(1\d{10})$', '\1')
)[1];

-- Jane Doe <jane@example.com>: the address tells her apart, however her name is written.
create macro address_in_brackets(x) as nullif(regexp_extract(x, '<(?:mailto:)?([^<>\s]+@[^<>\s]+)>\s*$', 1), '');

-- Jane Doe (jane88): the customer is what stands in brackets.
create macro in_brackets(x) as coalesce(
    nullif(regexp_extract(halfwidth(x), '\(([^()]+)\)\s*$', 1), ''), x
);

-- A cell that is not blank, a word as it is compared, an e-mail address or a UUID without case.
create macro filled(x) as nullif(trim(x, ' ' || chr(9) || chr(160) || chr(12288)), '');
-- The same, blanks left before and behind; that a cell begins with no blank is far cheaper to tell.
create macro unless_blank(x) as if(x >= '!', x, filled(x));
create macro word(x) as lower(coalesce(trim(x, ' ' || chr(9) || chr(160) || chr(12288)), ''));
create macro is_uuid(x) as length(x) >= 32 and regexp_full_match(
    x, '[{(]?[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}[)}]?'
);
create macro folded(x) as list_transform([x], lambda id: if(contains(id, '@') or is_uuid(id), lower(id), id))[1];

-- Ids that the sample shows to be plain; blank is none.
create macro as_it_stands(x) as nullif(x, '');

-- What labels a line of totals, in a cell of its own or before a colon.
create macro is_total(x) as regexp_full_match(
    lower(trim(halfwidth(x))),
    '(本页|本頁|本日|本月|当日|總|总|小|合|累)?(合计|总计|小计|总额|共计|汇总|合計|總計|小計|總額|共計|彙總|计|計)[:：]?|.{1,40}[\s\d月日年](合计|小计|总计|汇总|合計|小計|總計)[:：]?|.{1,40} (sub)?totals?[:：]?|(grand |sub[- ]?|page |daily |monthly )?(total|totals|sum|summe|gesamt|gesamtsumme|zwischensumme|total général|sous-total|totale|suma|somme|subtotal)( .{0,30})?[:：]?'
);

-- No person: what tills and shops write when they do not know the buyer.
create macro no_person(x) as regexp_full_match(
    lower(x),
    '[-–—_./*#?0\s]*|guest|guest user|guest customer|anonymous|anon|n/?a|null|none|nil|nan|unknown|undefined|walk[- ]?in( customer)?|cash( customer| sale)?|no customer|not set|散客|零散客户|零售客户|普通顾客|普通客户|非会员|游客|匿名|匿名用户|匿名买家|未知|无|沒有|無|散客戶|非會員|訪客|[#$~*]{2}.*'
    || '|\(null\)|〃|″|同上|ditto|\\n|[(\[]?(blank|deleted|空白)[)\]]?|空|暂无|暫無|未登记|未登記|未填写|不详|不詳|匿名客户|匿名顾客|(现金|临时|默认|普通|一般|过路|零散|路过|未知)(客户|顾客|会员|客|散客)|路人|过客|無会員|无会员|未绑定会员|(現金|臨時|預設|一般)(客|客戶|顧客|會員)|非会员顾客|零售客戶|現場客|一般客|(未注册|非注册|未登录)(会员|用户|顾客|客户)?|普通散客'
    || '|((no|not|without) (name|email|phone|assigned|recorded|specified)|anonymous (user|customer|buyer)|[(]not set[)]|none none|(no-?reply|no-?e?mail|none|unknown|anonymous|guest)@.*)|guest checkout|unknown customer|undefined undefined|not available|not provided|(default|pos|retail) customer|counter sale|over the counter|cash sales'
    || '|laufkund(schaft|e)|barverkauf|gast|anonyme|invit[eé]|passant|clients? divers|invitado|sin cliente|ospite|convidado|client (comptoir|de passage)|consumidor final|cliente gen[eé]rico|p[uú]blico en general|ゲスト|非会員|フリー客|비회원|비회원구매'
);

create macro clean_customer(x) as case
    when regexp_full_match(x, '[0-9A-Za-z_-]*[1-9][0-9A-Za-z_-]*') then x
    when destroyed(x) or no_person(trim(halfwidth(x))) or no_person(unwrapped(x)) then null
    else coalesce(phone_in_brackets(x), address_in_brackets(x), nullif(trim(unwrapped(x)), ''))
end;

-- A contact as the latest order that has one says it, cleaned once per customer; of two on one day the
-- text decides, by its hash, so that the order of rows does not.
create macro latest_text(x, day) as clean_text(
    regexp_replace(
        arg_max(x, cast(day as bigint) * 4294967296 + cast(hash(x) % 4294967296 as bigint)),
        '^\s*(?i)(mailto|tel):\s*', ''
    )
);

-- Money, exact: DECIMAL with at most six decimals, never binary floating point. What is cleaned off
-- are blanks, currencies, units and a remark in brackets; brackets around all, and a minus behind,
-- mean less than zero, but 20.- is twenty and no cents.
create macro money_text(x) as regexp_replace(
    regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(translate(halfwidth(x), '−–—‒‑▲△', '-------'), '^="?|"$|[\s''’`]|[.,]--?', '', 'g'),
                '^([-+]?[\d.,]+)\([^\d()][^()]*\)$', '\1'
            ),
            '(?i)RMB|CNY|USD|EUR|GBP|JPY|HKD|TWD|KRW|AUD|CAD|SGD|MYR|CHF|SEK|NOK|DKK|PLN|CZK|HUF|ILS|AED|SAR|ZAR|RUB|UAH|RON|BGN|INR|THB|VND|BRL|MXN|TRY|NZD|IDR|PHP|Rs\.?|Fr\.|NT\$|HK\$|US\$|[ACS]\$|MX\$|R\$|S/\.?|RM|лв\.?|ден\.?|lei|[¥￥$€£৳₹₩₫฿₺₽₪₴₱₸₾₦₵₲₡元圆圓円원块件个個整]|kr\.?|zł|Kč|Ft|TL|руб\.?|Rp\.?|pcs\.?',
            '', 'g'
        ),
        '^-?\((.*)\)$', '-\1'
    ),
    '^([^-].*)-$', '-\1'
);
create macro pointed(x) as list_transform([x], lambda n: case
    when regexp_full_match(n, '[-+]?(\d+|\d{1,3}(,\d{2,3})*,\d{3})?(\.\d*)?')
        then try_cast(replace(n, ',', '') as decimal(18, 6))
end)[1];
create macro commaed(x) as list_transform([x], lambda n: case
    when regexp_full_match(n, '[-+]?(\d+|\d{1,3}(\.\d{3})+)?(,\d*)?')
        then try_cast(replace(replace(n, '.', ''), ',', '.') as decimal(18, 6))
end)[1];
create macro as_number(x) as try_cast(x as decimal(18, 6));
-- 1.2万 and 1.2k: what the unit leaves, and how much it is worth.
create macro bare_of_unit(x) as regexp_extract(x, '^([-+]?[\d.,]*\d)(?:万|萬|千|[kKwW]|亿|億)$', 1);
create macro unit_worth(x) as map {
    '千': 1000, 'k': 1000, 'w': 10000, '万': 10000, '萬': 10000, '亿': 100000000, '億': 100000000
}[lower(right(x, 1))];
create macro plain_money(x) as coalesce(
    try_cast(x as decimal(18, 6)),
    list_transform([money_text(x)], lambda text: coalesce(
        pointed(text),
        try_cast(cast(pointed(bare_of_unit(text)) as decimal(28, 6)) * unit_worth(text) as decimal(18, 6))
    ))[1]
);
create macro comma_money(x) as coalesce(
    case when not contains(x, '.') then try_cast(replace(x, ',', '.') as decimal(18, 6)) end,
    list_transform([money_text(x)], lambda text: coalesce(
        commaed(text),
        try_cast(cast(commaed(bare_of_unit(text)) as decimal(28, 6)) * unit_worth(text) as decimal(18, 6))
    ))[1]
);

-- Dates. A year outside 1971 to 2099 is a misreading (24/04/27 is no date of the year 24), or stands,
-- as the first day of 1970 does, for a date that is not known.
create macro in_our_time(moment) as list_filter(
    [moment], lambda t: t >= timestamp '1971-01-01' and t < timestamp '2100-01-01'
)[1];
-- The usual form, and the only one that most files have: looked at as text first, so that it is cast
-- but once.
create macro year_first(x) as case
    when x >= '1971' and x < '21' and x[5] in ('-', '/') then try_cast(x as timestamp)
end;
create macro compact_date(x) as case
    when regexp_full_match(trim(x), '\d{8}([ T]?\d{2}:?\d{2}(:?\d\d)?)?(\.0+)?') then in_our_time(
        try_strptime(
            regexp_replace(regexp_replace(trim(x), '\.0+$', ''), '[ T:]', '', 'g'),
            ['%Y%m%d%H%M%S', '%Y%m%d%H%M', '%Y%m%d']
        )
    )
end;

-- The time of day anywhere in a text as HH:MM:SS; 下午 and pm add twelve hours.
create macro half_day_hour(hour, x) as case
    when regexp_matches(x, '(?i)下午|晚上|\bp\.?\s?m\b|\dp\.?\s?m\b') then hour % 12 + 12
    when regexp_matches(x, '(?i)上午|凌晨|早上|\ba\.?\s?m\b|\da\.?\s?m\b') then hour % 12
    else hour
end;
create macro clock_of(x) as list_transform(
    [regexp_extract(x, '(\d{1,2})[:时時点點](?:(\d{1,2})(?:[:分](\d{1,2}))?)?', ['h', 'm', 's'])],
    lambda clock: case when clock.h = '' then '00:00:00' else
        lpad(cast(half_day_hour(cast(clock.h as integer), x) as varchar), 2, '0')
        || ':' || lpad(clock.m, 2, '0') || ':' || lpad(clock.s, 2, '0')
    end
)[1];
create macro dated(y, m, d, x) as in_our_time(
    try_cast(concat(y, '-', m, '-', d, ' ', clock_of(x)) as timestamp)
);
-- A year of two digits is of this or the last century, one of three digits counts from 1911.
create macro full_year(y) as case length(y)
    when 2 then case when y >= '70' then '19' else '20' end || y
    when 3 then cast(try_cast(y as integer) + 1911 as varchar)
    else y
end;
create macro worded_date(x) as list_transform(
    [regexp_extract(
        halfwidth(x),
        '(?s)^\s*(?:民國|民国)?\s*(\d{3,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(.*)$',
        ['y', 'm', 'd', 'rest']
    )],
    lambda parts: dated(full_year(parts.y), parts.m, parts.d, parts.rest)
)[1];

-- The months by the first letters of their names; juin and juillet, červen and červenec differ later.
create macro month_number(name) as map {
    'jan': 1, 'ene': 1, 'gen': 1, 'ian': 1, 'sty': 1, 'oca': 1, 'янв': 1, 'січ': 1, 'led': 1,
    'feb': 2, 'fév': 2, 'fev': 2, 'lut': 2, 'şub': 2, 'фев': 2, 'лют': 2, 'úno': 2, 'peb': 2,
    'mar': 3, 'mär': 3, 'mrz': 3, 'maa': 3, 'мар': 3, 'бер': 3, 'bře': 3,
    'apr': 4, 'avr': 4, 'abr': 4, 'kwi': 4, 'nis': 4, 'апр': 4, 'кві': 4, 'dub': 4,
    'may': 5, 'mai': 5, 'maj': 5, 'mag': 5, 'mei': 5, 'máj': 5, 'май': 5, 'мая': 5, 'тра': 5, 'kvě': 5,
    'jun': 6, 'giu': 6, 'iun': 6, 'jún': 6, 'cze': 6, 'haz': 6, 'июн': 6, 'чер': 6, 'čer': 6,
    'jul': 7, 'jui': 7, 'lug': 7, 'iul': 7, 'júl': 7, 'lip': 7, 'tem': 7, 'июл': 7, 'лип': 7, 'čvc': 7,
    'aug': 8, 'aoû': 8, 'aou': 8, 'ago': 8, 'agu': 8, 'agt': 8, 'sie': 8, 'ağu': 8, 'авг': 8, 'сер': 8, 'srp': 8,
    'sep': 9, 'set': 9, 'wrz': 9, 'eyl': 9, 'сен': 9, 'вер': 9, 'zář': 9,
    'oct': 10, 'okt': 10, 'ott': 10, 'out': 10, 'paź': 10, 'eki': 10, 'окт': 10, 'жов': 10, 'říj': 10,
    'nov': 11, 'noi': 11, 'lis': 11, 'kas': 11, 'ноя': 11, 'лис': 11,
    'dec': 12, 'dez': 12, 'déc': 12, 'dic': 12, 'des': 12, 'gru': 12, 'ara': 12, 'дек': 12, 'гру': 12, 'pro': 12
}[left(replace(replace(replace(name, 'juin', 'jun'), 'červenec', 'čvc'), 'července', 'čvc'), 3)];
create macro month_named(found, x) as list_transform(
    [found], lambda parts: dated(full_year(parts.y), month_number(parts.m), parts.d, x)
)[1];
create macro named_month_in(x) as coalesce(
    month_named(regexp_extract(x, '(\d{1,2})\.?[-./ ]+([a-zà-ɏа-яёіїєґ]{3,12})\.?[-./ ,]+(\d{4}|\d{2})($|[^\d:])', ['d', 'm', 'y']), x),
    month_named(regexp_extract(x, '([a-zà-ɏа-яёіїєґ]{3,12})\.?[-./ ]+(\d{1,2}),?[-./ ]+(\d{4}|\d{2})($|[^\d:])', ['m', 'd', 'y']), x)
);
-- Apr 27, 2024 1:05 PM · 27-Apr-24 · 27. April 2024 · Monday, 27 April 2024 · Apr 27 13:05:00 CET 2024
create macro named_month(x) as list_transform(
    [regexp_replace(
        regexp_replace(
            regexp_replace(lower(x), '(\d{1,2}:\d{2}(:\d{2})?)( [a-z]{3,4})? (\d{4})\s*$', '\4 \1'),
            '\bde\s+', '', 'g'
        ),
        '(\d)(st|nd|rd|th)\b', '\1'
    )],
    -- 15. listopada is in October where Croatian is spoken, and without the point in November
    lambda date: if(regexp_matches(date, '\d\.\s*listopada'), null, named_month_in(date))
)[1];
-- 2567 is 2024 in Thailand, 令和6年 (or R6) in Japan.
create macro from_buddhist(x) as list_transform(
    [regexp_extract(x, '(?:^|\D)(25[1-9]\d)(?:\D|$)', 1)],
    lambda year: if(year = '', x, replace(x, year, cast(try_cast(year as integer) - 543 as varchar)))
)[1];
create macro from_era(x) as list_transform(
    [regexp_extract(halfwidth(x), '^\s*(令和|平成|昭和|[RHS])\s?(\d{1,2}|元)\s?(.*)$', ['era', 'n', 'rest'])],
    lambda found: if(found.era = '', x, cast(
        map {'令和': 2018, 'R': 2018, '平成': 1988, 'H': 1988, '昭和': 1925, 'S': 1925}[found.era]
        + try_cast(replace(found.n, '元', '1') as integer) as varchar
    ) || found.rest)
)[1];
-- Days since 1899-12-30, as spreadsheets count them; seconds or milliseconds since 1970.
create macro between_or_null(n, low, high) as case when n between low and high then n end;
create macro serial_date(x) as in_our_time(
    timestamp '1899-12-30' + to_seconds(cast(round(
        between_or_null(try_cast(replace(trim(x), ',', '.') as double), 20000, 80000) * 86400
    ) as bigint))
);
create macro epoch_date(x) as in_our_time(coalesce(
    epoch_ms(cast(between_or_null(try_cast(trim(x) as double), 100000000, 9999999999) * 1000 as bigint)),
    epoch_ms(cast(between_or_null(try_cast(trim(x) as double), 100000000000, 9999999999999) as bigint)),
    make_timestamp(between_or_null(try_cast(trim(x) as bigint), 1000000000000000, 9999999999999999))
));
-- 1130305: the year counts from 1911.
create macro taiwan_date(x) as in_our_time(
    try_strptime(cast(try_cast(trim(x) as integer) + 19110000 as varchar), '%Y%m%d')
);

-- Three short numbers with a separator of their own, the order being known.
create macro clean_parts(x) as regexp_replace(
    regexp_replace(
        regexp_replace(
            regexp_replace(x, '(?i)^[a-zäéû]{2,10}[./]?,?\s+|,|\s*uhr$', '', 'g'),
            '\s(à|um|at|kl\.?|às|a las|в|-|–|/)\s', ' '
        ),
        '(/\d{2,4})\s+(\d{1,2})[h./](\d\d)(?:[./:]\d\d)?', '\1 \2:\3'
    ),
    '(?i)\s*\b?([ap])\.?\s?m\b\.?', ' \1m'
);
create macro in_parts(x, mark) as case
    when contains(x, mark) then regexp_replace(
        regexp_replace(clean_parts(trim(replace(x, mark, '/'))), '\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|\(?(星期|周|週)[一二三四五六日天]\)?)\s*$', ''),
        '[\sT]+', ' ', 'g'
    )
end;
create macro day_first(x, mark) as coalesce(
    in_our_time(try_strptime(in_parts(x, mark), ['%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M', '%d/%m/%Y', '%d/%m/%Y %I:%M:%S %p', '%d/%m/%Y %I:%M %p'])),
    in_our_time(try_strptime(in_parts(x, mark), ['%d/%m/%y %H:%M:%S', '%d/%m/%y %H:%M', '%d/%m/%y', '%d/%m/%y %I:%M:%S %p', '%d/%m/%y %I:%M %p']))
);
create macro month_first(x, mark) as coalesce(
    in_our_time(try_strptime(in_parts(x, mark), ['%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M', '%m/%d/%Y', '%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %I:%M %p'])),
    in_our_time(try_strptime(in_parts(x, mark), ['%m/%d/%y %H:%M:%S', '%m/%d/%y %H:%M', '%m/%d/%y', '%m/%d/%y %I:%M:%S %p', '%m/%d/%y %I:%M %p']))
);
create macro short_year_first(x, mark) as in_our_time(
    try_strptime(in_parts(x, mark), ['%y/%m/%d %H:%M:%S', '%y/%m/%d %H:%M', '%y/%m/%d', '%y/%m/%d %I:%M:%S %p', '%y/%m/%d %I:%M %p'])
);

-- A date beside its time of day.
create macro with_clock(moment, clock) as coalesce(
    cast(moment as date) + coalesce(
        try_cast(trim(clock) as time),
        cast(try_strptime(upper(trim(clock)), ['%I:%M:%S %p', '%I:%M %p']) as time)
    ),
    moment
);
-- A time that carries an offset, as the clocks of a zone showed it.
create macro in_zone(x, zone) as case
    when regexp_matches(x, '\d:\d\d.*(Z|[+-]\d{2}:?\d{2})\s*$') then try_cast(
        regexp_replace(trim(x), '\s*([+-]\d{2}):?(\d{2})$', '\1:\2') as timestamptz
    ) at time zone zone
end;
