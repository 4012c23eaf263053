-- What stands among the items of a sale and is none: postage, manual charges, discounts, vouchers.
select unnest([
    'postage', 'dotcom postage', 'post', 'dot', 'shipping', 'delivery', 'delivery fee', 'carriage',
    'freight', 'shipping fee', 'shipping insurance', 'shipping protection', 'gift wrap', 'gift card',
    'manual', 'm', 'discount', 'd', 'bank charges', 'amazon fee', 'amazonfee', 'cruk',
    'cruk commission', 'c2', 'next day carriage', 'samples', 'adjust bad debt', 'bad debt', 'tip',
    'tips', 'surcharge', 'service charge', 'deposit', 'rounding', 'pads', 'coupon', 'voucher',
    '邮费', '运费', '快递费', '配送费', '包装费', '运费险', '补差价', '差价', '邮费补差', '补邮费',
    '优惠', '折扣', '抹零', '服务费', '小费', '押金', '礼品卡', '储值卡', '购物袋', '手提袋'
]) as name
