-- Every name as a paper prints it: a row for each (document, code, label), in the order of PrintedName's fields.
WITH name AS (
    SELECT document_id, indicator_code AS code, indicator_label AS label FROM observation
    UNION
    SELECT document_id, indicator_code, indicator_label FROM assessment
    UNION
    SELECT document_id, indicator_code, indicator_label FROM commentary
),
unit AS (
    SELECT document_id, indicator_code AS code, indicator_label AS label, unit
    FROM observation
    WHERE unit IS NOT NULL
    GROUP BY document_id, indicator_code, indicator_label, unit
    QUALIFY row_number() OVER (
        PARTITION BY document_id, indicator_code, indicator_label
        ORDER BY count(*) FILTER (WHERE measure <> 'benchmark') DESC, count(*) DESC, unit
    ) = 1
),
judgement AS (
    SELECT
        document_id, indicator_code AS code, indicator_label AS label,
        first(polarity ORDER BY page NULLS LAST, assessment_id) FILTER (WHERE polarity IS NOT NULL) AS polarity,
        first(heading ORDER BY page NULLS LAST, assessment_id) FILTER (WHERE heading IS NOT NULL) AS heading
    FROM assessment
    GROUP BY ALL
),
figure AS (
    SELECT DISTINCT
        document_id, indicator_code AS code, indicator_label AS label,
        {'measure': measure, 'period': period, 'value': value} AS figure
    FROM observation
    WHERE value IS NOT NULL AND period IS NOT NULL AND measure <> 'benchmark'
),
evidence AS (
    SELECT document_id, code, label, list(figure ORDER BY figure) AS figures
    FROM figure
    GROUP BY ALL
)
SELECT
    name.document_id, document.council, document.meeting_date, name.code, name.label,
    unit.unit, judgement.polarity, judgement.heading, evidence.figures
FROM name
LEFT JOIN document ON document.document_id = name.document_id
LEFT JOIN unit
    ON unit.document_id = name.document_id AND unit.code IS NOT DISTINCT FROM name.code AND unit.label = name.label
LEFT JOIN judgement
    ON judgement.document_id = name.document_id AND judgement.code IS NOT DISTINCT FROM name.code
    AND judgement.label = name.label
LEFT JOIN evidence
    ON evidence.document_id = name.document_id AND evidence.code IS NOT DISTINCT FROM name.code
    AND evidence.label = name.label
ORDER BY document.council, document.meeting_date, name.document_id, name.code, name.label
