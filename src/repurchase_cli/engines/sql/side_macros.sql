-- How the text of side files becomes values, beyond what sales need.

-- Nothing was written: blank, marks only, or a word for nothing.
create or replace macro left_blank(x) as coalesce(no_person(trim(halfwidth(x))), true);
-- The text of a value that cannot be read.
create or replace macro unread(x, value) as case when value is null and not left_blank(x) then trim(x) end;

create or replace macro yes_or_no(x) as case
    when lower(trim(halfwidth(x))) in ('1', '1.0', 'y', 'yes', 'true', 't', 'x', 'on', '✓', '√', '是', '有', 'ja', 'oui', 'sí', 'si')
        then true
    when lower(trim(halfwidth(x))) in ('0', '0.0', 'n', 'no', 'false', 'f', 'off', '否', '无', '無', 'nein', 'non')
        then false
end;
-- Words that say by themselves whether a customer has opted out, whatever the column asks.
create or replace macro opt_out_word(x) as case
    when lower(trim(x)) in ('unsubscribed', 'not subscribed', 'not_subscribed', 'never subscribed', '已退订', '已退訂', '未订阅', '未訂閱')
        then true
    when lower(trim(x)) in ('subscribed', '已订阅', '已訂閱', '未退订', '未退訂') then false
end;
create or replace macro opt_out_answer(x) as coalesce(yes_or_no(x), opt_out_word(x));
-- What is neither yes nor no is kept on the safe side: the customer is not contacted.
create or replace macro opted_out(x) as coalesce(opt_out_word(x), yes_or_no(x), if(left_blank(x), null, true));
create or replace macro not_accepted(x) as coalesce(opt_out_word(x), not yes_or_no(x), if(left_blank(x), null, true));

-- A phone as it compares: digits only, without the 86 of China.
create or replace macro phone_digits(x) as nullif(
    regexp_replace(regexp_replace(x, '[^0-9]', '', 'g'), '^(?:00)?86(1\d{10})$', '\1'), ''
);

-- Birthdays of any year, or of none: 1987-12-06, --12-06. Years that stand for none count as none.
create or replace macro born(y, m, d) as case
    when y in ('1900', '0000') and try_cast(m as integer) <= 1 and try_cast(d as integer) <= 1 then null
    when y in ('', '1900', '0000') then strftime(try_cast('2000-' || m || '-' || d as date), '--%m-%d')
    when length(y) = 2 then strftime(
        try_cast(if(y > '30', '19', '20') || y || '-' || m || '-' || d as date), '%Y-%m-%d'
    )
    else strftime(try_cast(y || '-' || m || '-' || d as date), '%Y-%m-%d')
end;
create or replace macro born_plain(t) as case
    when regexp_matches(t, '^\d{4}\D{1,2}\d{1,2}\D{1,2}\d{1,2}(\D|$)') then born(
        t[1:4],
        regexp_extract(t, '^\d{4}\D{1,2}(\d{1,2})', 1),
        regexp_extract(t, '^\d{4}\D{1,2}\d{1,2}\D{1,2}(\d{1,2})', 1)
    )
    when regexp_full_match(t, '\d{8}') then born(t[1:4], t[5:6], t[7:8])
    when regexp_full_match(t, '(--)?\d{1,2} ?月 ?\d{1,2} ?[日号號]?|--\d{1,2}-?\d{2}') then born(
        '', regexp_extract(t, '(\d{1,2})\D*\d{1,2}\D*$', 1), regexp_extract(t, '(\d{2}|\d)\D*$', 1)
    )
    when regexp_full_match(t, '[1-7]\d{4}(\.0+)?')
        then strftime(date '1899-12-30' + cast(t[1:5] as integer), '%Y-%m-%d')
    when regexp_matches(t, '[A-Za-z]{3}') then born(
        regexp_extract(t, '(\d{4})', 1),
        cast(month_number(regexp_extract(lower(t), '([a-zäéû]{3,10})', 1)) as varchar),
        regexp_extract(t, '(?:^|\D)(\d{1,2})(?:\D|$)', 1)
    )
end;
create or replace macro born_day_first(t) as case
    when regexp_full_match(t, '\d{1,2}[-/.]\d{1,2}([-/.](\d{4}|\d{2})(\D.*)?)?') then born(
        regexp_extract(t, '^\d+\D\d+\D(\d+)', 1), regexp_extract(t, '^\d+\D(\d+)', 1), regexp_extract(t, '^(\d+)', 1)
    )
end;
create or replace macro born_month_first(t) as case
    when regexp_full_match(t, '\d{1,2}[-/.]\d{1,2}([-/.](\d{4}|\d{2})(\D.*)?)?') then born(
        regexp_extract(t, '^\d+\D\d+\D(\d+)', 1), regexp_extract(t, '^(\d+)', 1), regexp_extract(t, '^\d+\D(\d+)', 1)
    )
end;
create or replace macro born_year_first(t) as case
    when regexp_full_match(t, '\d{1,2}[-/.]\d{1,2}([-/.]\d{2}(\D.*)?)?') then if(
        regexp_matches(t, '^\d+\D\d+\D\d'),
        born(regexp_extract(t, '^(\d+)', 1), regexp_extract(t, '^\d+\D(\d+)', 1), regexp_extract(t, '^\d+\D\d+\D(\d+)', 1)),
        born('', regexp_extract(t, '^(\d+)', 1), regexp_extract(t, '^\d+\D(\d+)', 1))
    )
end;
create or replace macro birthday_day_first(x) as coalesce(born_plain(trim(halfwidth(x))), born_day_first(trim(halfwidth(x))));
create or replace macro birthday_month_first(x) as coalesce(born_plain(trim(halfwidth(x))), born_month_first(trim(halfwidth(x))));
create or replace macro birthday_year_first(x) as coalesce(born_plain(trim(halfwidth(x))), born_year_first(trim(halfwidth(x))));
