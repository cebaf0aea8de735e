"""The columns that are compared, made once from what the register says of each child."""

# From a table `told`: id, full_name and its folded form, born (date), dated (the whole date is
# known), number, sex, mother and father (folded), hamlet, commune, province.
# A given name is known when it is written so again and again; in a small register three times do.
# After the marks Y and H’ the given name is the word that follows, and the clan comes last.
MARK = "^(Y |H[’''‘])"
TURNED = r"regexp_replace(full_name, '^(?:Y |H(?:[’''‘] ?))(\S+).*$', '\1', 'i')"
PREPARED = f"""
CREATE OR REPLACE TEMP TABLE {{into}} AS
WITH cut AS (
    SELECT *, lower(full_name) AS name, string_split(folded, ' ') AS parts,
        string_split(mother, ' ') AS hers,
        CASE WHEN regexp_matches(full_name, '{MARK}', 'i')
            THEN strip_accents({TURNED}) END AS turned
    FROM {{told}}
),
given AS (
    SELECT *, coalesce(lower(turned), parts[-1]) AS given,
        coalesce(lower(turned), string_split(name, ' ')[-1]) AS written
    FROM cut
),
counted AS (
    SELECT *, count(*) OVER (PARTITION BY written) AS bearers, count(*) OVER () AS everyone
    FROM given
)
SELECT id AS unique_id, name, replace(folded, ' ', '') AS tight, name = folded AS bare,
    given, parts[1] AS family, len(parts)::TINYINT AS words,
    bearers >= greatest(3, everyone / 20000) AS given_known,
    born, year(born)::SMALLINT AS year, dated, number, sex,
    replace(mother, ' ', '') AS mother, hers[-1] AS mother_given, hers[1] AS mother_family,
    replace(father, ' ', '') AS father, hamlet, commune, province
FROM counted
"""  # noqa: S608 (our own words)
