-- The words of the points file for kinds that nothing is known of, with their records and points.
select coalesce(s.kind, '') as kind, count(*) as records, cast(sum(s.points) as bigint) as points
from {side_points} s
join {kinds} k on k.kind = coalesce(s.kind, '')
where k.word is null and k.kind <> '' and points_kind(coalesce(s.reason, '')) is null
group by all
order by records desc, kind
