-- The views and macros of the database.  Everything is derived: dropping and creating them again loses nothing.
-- The comments at the end are their entries in the data dictionary.

-- Whether two printings of one figure agree when rounded to the coarser of them.  Exact: whole millionths.
-- A last place of 5 agrees with both neighbours, because 65.85 may itself be 65.846 rounded, and 65.8 right.
CREATE OR REPLACE MACRO agrees(a, a_decimals, b, b_decimals) AS
    2 * (abs(a - b) * 1000000)::HUGEINT <= pow(10, greatest(6 - least(a_decimals, b_decimals), 0))::HUGEINT;

CREATE OR REPLACE VIEW printing AS
WITH doubted AS (
    SELECT DISTINCT observation_id
    FROM finding
    WHERE severity IN ('error', 'warning') AND state = 'open' AND observation_id IS NOT NULL
),
scored AS (
    SELECT DISTINCT document_id, page, indicator_code, indicator_label
    FROM assessment
)
SELECT
    observation.indicator_id,
    coalesce(indicator.council, document.council) AS council,
    coalesce(indicator.code, observation.indicator_code) AS code,
    coalesce(indicator.name, observation.indicator_label) AS name,
    observation.measure,
    observation.period,
    observation.period_start,
    observation.period_end,
    observation.value,
    observation.unit,
    observation.numerator,
    observation.denominator,
    observation.qualifier,
    -- A year to date stands under its year: it must not pass for the whole year's figure where there is one.
    observation.measure = 'outturn' AND observation.qualifier IS NOT DISTINCT FROM 'year to date' AS unfinished,
    observation.status,
    observation.raw,
    coalesce(observation.decimals, length(rtrim(split_part(observation.value::VARCHAR, '.', 2), '0')))::INTEGER
        AS decimals,
    doubted.observation_id IS NOT NULL AS flagged,
    scored.document_id IS NOT NULL AS on_scorecard,
    observation.source,
    document.meeting_date,
    observation.document_id,
    document.path,
    observation.page,
    observation.observation_id,
    observation.x0,
    observation.top,
    observation.x1,
    observation.bottom,
    CASE WHEN observation.measure = 'benchmark' THEN observation.qualifier END AS comparator,
    coalesce(document.withdrawn, false) AS withdrawn
FROM observation
JOIN document ON document.document_id = observation.document_id
LEFT JOIN indicator ON indicator.indicator_id = observation.indicator_id
LEFT JOIN doubted ON doubted.observation_id = observation.observation_id
LEFT JOIN scored
    ON scored.document_id = observation.document_id
    AND scored.page IS NOT DISTINCT FROM observation.page
    AND scored.indicator_code IS NOT DISTINCT FROM observation.indicator_code
    AND scored.indicator_label = observation.indicator_label;

CREATE OR REPLACE MACRO as_known_on(day) AS TABLE
WITH known AS (
    FROM printing
    WHERE indicator_id IS NOT NULL
        AND period IS NOT NULL
        AND NOT withdrawn
        AND coalesce(meeting_date, DATE 'infinity') <= day::DATE
),
latest AS (
    FROM known
    WHERE value IS NOT NULL
    QUALIFY meeting_date IS NOT DISTINCT FROM max(meeting_date) OVER (
        PARTITION BY indicator_id, measure, period, comparator
    )
),
contested AS (
    SELECT indicator_id, measure, period, comparator
    FROM latest
    GROUP BY ALL
    HAVING min(value) <> max(value)
),
borne_out AS (
    SELECT one.observation_id, count(DISTINCT other.document_id) AS papers
    FROM contested
    JOIN known AS one
        ON one.indicator_id = contested.indicator_id AND one.measure = contested.measure
        AND one.period = contested.period AND one.comparator IS NOT DISTINCT FROM contested.comparator
    JOIN known AS other
        ON other.indicator_id = contested.indicator_id AND other.measure = contested.measure
        AND other.period = contested.period AND other.comparator IS NOT DISTINCT FROM contested.comparator
        AND other.document_id <> one.document_id
    WHERE agrees(one.value, one.decimals, other.value, other.decimals)
    GROUP BY one.observation_id
),
best AS (
    SELECT known.*
    FROM known
    LEFT JOIN borne_out ON borne_out.observation_id = known.observation_id
    QUALIFY row_number() OVER (
        PARTITION BY known.indicator_id, known.measure, known.period, known.comparator
        ORDER BY
            value IS NULL, unfinished, meeting_date DESC NULLS LAST, flagged, source = 'prose', NOT on_scorecard,
            coalesce(borne_out.papers, 0) DESC, decimals DESC NULLS LAST, document_id, page NULLS LAST,
            known.observation_id
    ) = 1
),
reason AS (
    FROM known
    WHERE value IS NULL
    QUALIFY row_number() OVER (
        PARTITION BY indicator_id, measure, period, comparator
        ORDER BY meeting_date DESC NULLS LAST, source = 'prose', NOT on_scorecard, document_id, observation_id
    ) = 1
)
SELECT
    best.indicator_id, best.council, best.code, best.name, best.measure, best.period, best.period_start,
    best.period_end, best.value, best.unit, best.numerator, best.denominator, best.qualifier, best.status,
    CASE WHEN best.value IS NOT NULL AND reason.meeting_date > coalesce(best.meeting_date, DATE '-infinity')
        THEN reason.status END AS later_status,
    best.raw, best.decimals, best.flagged, best.source, best.meeting_date, best.document_id, best.path, best.page,
    best.observation_id, best.x0, best.top, best.x1, best.bottom
FROM best
LEFT JOIN reason
    ON reason.indicator_id = best.indicator_id AND reason.measure = best.measure AND reason.period = best.period
    AND reason.comparator IS NOT DISTINCT FROM best.comparator;

CREATE OR REPLACE VIEW series AS
FROM as_known_on(DATE 'infinity');

CREATE OR REPLACE VIEW revision AS
WITH printed AS (
    FROM printing
    WHERE indicator_id IS NOT NULL AND period IS NOT NULL AND value IS NOT NULL AND NOT withdrawn AND NOT unfinished
    QUALIFY row_number() OVER (
        PARTITION BY indicator_id, measure, period, comparator, document_id
        ORDER BY
            flagged, source = 'prose', NOT on_scorecard, decimals DESC, page NULLS LAST, observation_id
    ) = 1
),
disputed AS (
    SELECT DISTINCT a.indicator_id, a.measure, a.period, a.comparator
    FROM printed AS a
    JOIN printed AS b
        ON b.indicator_id = a.indicator_id AND b.measure = a.measure AND b.period = a.period
        AND b.comparator IS NOT DISTINCT FROM a.comparator
    WHERE a.meeting_date IS DISTINCT FROM b.meeting_date
        AND NOT agrees(a.value, a.decimals, b.value, b.decimals)
)
SELECT
    printed.indicator_id, printed.council, printed.code, printed.name, printed.measure, printed.period,
    printed.period_start, printed.period_end, printed.qualifier,
    row_number() OVER key AS edition,
    printed.value,
    lag(printed.value) OVER key AS previous_value,
    coalesce(
        NOT agrees(printed.value, printed.decimals, lag(printed.value) OVER key, lag(printed.decimals) OVER key),
        false
    ) AS revised,
    printed.unit, printed.status, printed.raw, printed.decimals, printed.flagged, printed.source,
    printed.meeting_date, printed.document_id, printed.path, printed.page, printed.observation_id
FROM printed
JOIN disputed
    ON disputed.indicator_id = printed.indicator_id AND disputed.measure = printed.measure
    AND disputed.period = printed.period AND disputed.comparator IS NOT DISTINCT FROM printed.comparator
WINDOW key AS (
    PARTITION BY printed.indicator_id, printed.measure, printed.period, printed.comparator
    ORDER BY printed.meeting_date NULLS FIRST, printed.document_id
)
ORDER BY
    printed.indicator_id, printed.measure, printed.period_start, printed.period, printed.comparator, edition;

CREATE OR REPLACE VIEW finding_detail AS
SELECT
    finding.finding_id, finding.severity, finding.check_name, finding.message, finding.suggestion, finding.state,
    document.council, document.meeting_date, document.path, finding.document_id,
    coalesce(finding.page, observation.page) AS page,
    finding.observation_id, observation.indicator_id, observation.indicator_code, observation.indicator_label,
    observation.measure, observation.period, observation.value, observation.unit, observation.status,
    observation.raw, observation.x0, observation.top, observation.x1, observation.bottom,
    list_position(['error', 'warning', 'info'], finding.severity) AS urgency
FROM finding
LEFT JOIN document ON document.document_id = finding.document_id
LEFT JOIN observation ON observation.observation_id = finding.observation_id
ORDER BY
    urgency, document.council, document.meeting_date, document.path, finding.document_id, page, finding.check_name,
    finding.finding_id;

CREATE OR REPLACE VIEW coverage AS
WITH counted AS (
    SELECT document_id, count(*) AS observations, list(DISTINCT indicator_id) AS indicator_ids
    FROM observation
    GROUP BY document_id
),
doubts AS (
    SELECT document_id, count(*) AS findings
    FROM finding
    WHERE state = 'open' AND severity IN ('error', 'warning')
    GROUP BY document_id
)
SELECT
    document.council,
    document.period,
    min(document.meeting_date) AS first_meeting,
    max(document.meeting_date) AS last_meeting,
    count(*) AS papers,
    len(list_distinct(flatten(coalesce(list(counted.indicator_ids), [])))) AS indicators,
    coalesce(sum(counted.observations), 0)::BIGINT AS observations,
    coalesce(sum(doubts.findings), 0)::BIGINT AS findings
FROM document
LEFT JOIN counted ON counted.document_id = document.document_id
LEFT JOIN doubts ON doubts.document_id = document.document_id
GROUP BY document.council, document.period
ORDER BY document.council, document.period;

CREATE OR REPLACE VIEW gap AS
WITH figure AS (
    SELECT
        indicator_id, council, value, status, document_id, period_end,
        year(period_end) - (month(period_end) < 4)::INTEGER AS first_year,
        CASE WHEN date_diff('month', period_start, period_end) < 3 THEN (month(period_end) + 8) % 12 // 3 + 1 END
            AS quarter
    FROM printing
    WHERE measure = 'outturn' AND indicator_id IS NOT NULL AND period_start IS NOT NULL AND period_end IS NOT NULL
        AND NOT withdrawn
),
span AS (
    SELECT indicator_id, any_value(council) AS council, min(period_end) AS first_end, max(period_end) AS last_end
    FROM figure
    GROUP BY indicator_id
),
financial_year AS (
    SELECT
        span.*, given.first_year,
        coalesce(bool_or(figure.quarter IS NOT NULL), false) AS by_quarter,
        coalesce(bool_or(figure.value IS NOT NULL), false) AS has_figure
    FROM span
    CROSS JOIN LATERAL (
        SELECT unnest(generate_series(
            year(first_end) - (month(first_end) < 4)::INTEGER, year(last_end) - (month(last_end) < 4)::INTEGER
        ))::INTEGER AS first_year
    ) AS given
    LEFT JOIN figure ON figure.indicator_id = span.indicator_id AND figure.first_year = given.first_year
    GROUP BY ALL
),
place AS (
    SELECT
        indicator_id, council, first_year, unnest([1, 2, 3, 4]) AS quarter, first_end, last_end
    FROM financial_year
    WHERE by_quarter
    UNION ALL
    SELECT indicator_id, council, first_year, NULL, first_end, last_end
    FROM financial_year
    WHERE NOT by_quarter AND NOT has_figure
),
dated AS (
    SELECT
        *,
        first_year || '-' || lpad(((first_year + 1) % 100)::VARCHAR, 2, '0') || coalesce(' Q' || quarter, '') AS period,
        make_date(first_year, 4, 1) + to_months(3 * coalesce(quarter - 1, 0)) AS period_start,
        make_date(first_year, 4, 1) + to_months(3 * coalesce(quarter, 4)) - INTERVAL 1 DAY AS period_end
    FROM place
),
own AS (
    SELECT
        dated.indicator_id, dated.council, dated.period,
        dated.period_start::DATE AS period_start, dated.period_end::DATE AS period_end,
        coalesce(bool_or(figure.value IS NOT NULL), false) AS has_figure,
        coalesce(bool_or(figure.status = 'unreadable'), false) AS unreadable,
        count(figure.document_id) AS printings
    FROM dated
    LEFT JOIN figure
        ON figure.indicator_id = dated.indicator_id AND figure.first_year = dated.first_year
        AND (dated.quarter IS NULL OR figure.quarter = dated.quarter)
    WHERE dated.period_end >= dated.first_end AND dated.period_end <= dated.last_end
    GROUP BY ALL
),
about AS (
    SELECT document_id, council, period FROM document WHERE NOT coalesce(withdrawn, false)
    UNION
    SELECT observation.document_id, document.council, observation.period
    FROM observation
    JOIN document ON document.document_id = observation.document_id
    WHERE observation.measure = 'outturn' AND NOT coalesce(document.withdrawn, false)
),
loaded AS (
    SELECT
        about.council, about.period,
        bool_or(about.document_id IN (SELECT document_id FROM page_read WHERE reader = 'unread')) AS has_unread_page
    FROM about
    WHERE about.period IS NOT NULL
    GROUP BY ALL
)
SELECT
    own.indicator_id, own.council, own.period, own.period_start, own.period_end,
    CASE
        WHEN own.unreadable THEN 'not_readable'
        WHEN own.printings > 0 THEN 'not_reported'
        WHEN loaded.period IS NULL THEN 'not_loaded'
        WHEN loaded.has_unread_page THEN 'not_readable'
        ELSE 'not_reported'
    END AS kind
FROM own
LEFT JOIN loaded ON loaded.council IS NOT DISTINCT FROM own.council AND loaded.period = own.period
WHERE NOT own.has_figure
ORDER BY own.indicator_id, own.period_end, own.period_start;

CREATE OR REPLACE VIEW quarter_coverage AS
WITH figure AS (
    SELECT
        *,
        year(period_end) - (month(period_end) < 4)::INTEGER AS first_year,
        CASE WHEN date_diff('month', period_start, period_end) < 3 THEN (month(period_end) + 8) % 12 // 3 + 1 END
            AS quarter
    FROM printing
    WHERE measure = 'outturn' AND period_start IS NOT NULL AND period_end IS NOT NULL AND NOT withdrawn
)
SELECT
    council,
    first_year || '-' || lpad(((first_year + 1) % 100)::VARCHAR, 2, '0') AS year,
    quarter,
    count(DISTINCT document_id) AS papers,
    count(DISTINCT indicator_id) FILTER (WHERE value IS NOT NULL) AS indicators,
    count(DISTINCT observation_id) FILTER (WHERE flagged) AS findings
FROM figure
GROUP BY council, first_year, quarter
ORDER BY council, first_year, quarter;

COMMENT ON VIEW printing IS
    'Every observation with its paper, its indicator and what tells better printings from worse ones. The other views are made from it.';
COMMENT ON COLUMN printing.code IS 'of the indicator, else as printed';
COMMENT ON COLUMN printing.name IS 'of the indicator, else as printed';
COMMENT ON COLUMN printing.council IS 'of the indicator, else of the paper';
COMMENT ON COLUMN printing.decimals IS
    'place of the last printed digit; where the reader did not record it, that of the value without closing zeros';
COMMENT ON COLUMN printing.flagged IS 'whether an open finding of severity error or warning is about it';
COMMENT ON COLUMN printing.on_scorecard IS 'whether its page has an assessment of the same name';
COMMENT ON COLUMN printing.withdrawn IS
    'whether people say that its paper was withdrawn or replaced; the other views leave such printings out';
COMMENT ON COLUMN printing.comparator IS 'for a benchmark its qualifier, which is part of its key; else NULL';

COMMENT ON MACRO agrees IS
    'Whether two printings of a figure agree when rounded to the coarser one: agrees(65.91, 2, 65.9, 1).';

COMMENT ON MACRO TABLE as_known_on IS
    'The series as it stood on a day: SELECT * FROM as_known_on(''2023-09-30''). Papers of later meetings do not count, nor do papers without a date: nobody can say that they were known (only `series` counts them, as the oldest). A paper that was withdrawn or replaced later does not count on any day.';

COMMENT ON VIEW series IS
    'The best current value of each indicator, measure and period (of each comparator, for a benchmark). A printed figure beats a printed reason for having none, so that a later blank does not hide what was known; `later_status` says where a later paper has such a reason. Then the latest meeting counts, then a printing without an open finding, a table before prose, a row of a scorecard before other tables, where they disagree the printing that more other papers bear out, the more precise printing; what is still equal is told apart by document and observation id. Rows without a period or an indicator stay out, and so do papers that people say were withdrawn or replaced. A key of which no paper prints a figure has the latest reason in `status`.';
COMMENT ON COLUMN series.later_status IS
    'what a later paper prints instead of a figure (`not_comparable`, `missing` ...); NULL where none does';
COMMENT ON COLUMN series.flagged IS 'whether an open finding of severity error or warning is about this printing';
COMMENT ON COLUMN series.decimals IS 'place of the last printed digit';

COMMENT ON VIEW revision IS
    'Every figure that papers of different dates print differently, by more than rounding to the coarser of two printings: one row for each paper that prints it, oldest first (undated papers count as oldest).';
COMMENT ON COLUMN revision.edition IS '1 for the oldest paper that prints the figure, 2 for the next';
COMMENT ON COLUMN revision.previous_value IS 'what the edition before printed';
COMMENT ON COLUMN revision.revised IS 'whether it differs from the edition before by more than rounding';

COMMENT ON VIEW finding_detail IS
    'Findings with the figure and the paper that they are about, worst first.';
COMMENT ON COLUMN finding_detail.urgency IS '1 error, 2 warning, 3 info';

COMMENT ON VIEW coverage IS
    'What has been loaded of each council and reported period. A gap in the periods is a paper to look for.';
COMMENT ON COLUMN coverage.first_meeting IS 'of the papers with a date';
COMMENT ON COLUMN coverage.papers IS 'distinct files';
COMMENT ON COLUMN coverage.period IS 'the period that the papers say they report on; NULL where they do not say';
COMMENT ON COLUMN coverage.indicators IS 'distinct indicators with an observation';
COMMENT ON COLUMN coverage.findings IS 'open findings of severity error or warning';

COMMENT ON VIEW quarter_coverage IS
    'What is loaded about each council and quarter, whenever it was printed. A month counts for its quarter; periods longer than a quarter, for the financial year in which they end.';
COMMENT ON COLUMN quarter_coverage.year IS 'financial year, `2023-24`';
COMMENT ON COLUMN quarter_coverage.quarter IS '1 to 4; NULL for half-years, years and other longer periods';
COMMENT ON COLUMN quarter_coverage.papers IS 'distinct files that print an outturn for it';
COMMENT ON COLUMN quarter_coverage.indicators IS 'distinct indicators with a figure for it';
COMMENT ON COLUMN quarter_coverage.findings IS 'outturns for it about which a finding of severity error or warning is open';

COMMENT ON VIEW gap IS
    'Every quarter (of a year that is printed by quarters or months) or year between the first and the last period of an indicator for which no outturn is known, and why.';
COMMENT ON COLUMN gap.kind IS
    '`not_reported`: papers about the period are loaded, and give a reason, a blank or nothing; `not_loaded`: no paper of the council that is loaded is about the period; `not_readable`: the place was found and could not be read, or a paper about the period has a page that was not read';
