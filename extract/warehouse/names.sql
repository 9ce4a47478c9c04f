-- Every name as one of these papers prints it: a row for each (document, code, label), in the order of PrintedName's
-- fields.  The papers are a list of ids, or NULL for all.
WITH paper AS (
    SELECT document_id, council, meeting_date FROM document
    WHERE $papers IS NULL OR document_id IN (SELECT unnest($papers::VARCHAR[]))
),
name AS (
    SELECT document_id, indicator_code AS code, indicator_label AS label FROM observation SEMI JOIN paper USING (document_id)
    UNION
    SELECT document_id, indicator_code, indicator_label FROM assessment SEMI JOIN paper USING (document_id)
    UNION
    SELECT document_id, indicator_code, indicator_label FROM commentary SEMI JOIN paper USING (document_id)
),
unit AS (
    SELECT document_id, indicator_code AS code, indicator_label AS label, unit
    FROM observation SEMI JOIN paper USING (document_id)
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
    FROM assessment SEMI JOIN paper USING (document_id)
    GROUP BY ALL
),
figure AS (
    SELECT DISTINCT
        document_id, indicator_code AS code, indicator_label AS label,
        {'measure': measure, 'period': period, 'value': value} AS figure
    FROM observation SEMI JOIN paper USING (document_id)
    WHERE value IS NOT NULL AND period IS NOT NULL AND measure <> 'benchmark'
),
evidence AS (
    SELECT document_id, code, label, list(figure ORDER BY figure) AS figures
    FROM figure
    GROUP BY ALL
)
SELECT
    name.document_id, paper.council, paper.meeting_date, name.code, name.label,
    unit.unit, judgement.polarity, judgement.heading, evidence.figures
FROM name
JOIN paper ON paper.document_id = name.document_id
LEFT JOIN unit
    ON unit.document_id = name.document_id AND unit.code IS NOT DISTINCT FROM name.code AND unit.label = name.label
LEFT JOIN judgement
    ON judgement.document_id = name.document_id AND judgement.code IS NOT DISTINCT FROM name.code
    AND judgement.label = name.label
LEFT JOIN evidence
    ON evidence.document_id = name.document_id AND evidence.code IS NOT DISTINCT FROM name.code
    AND evidence.label = name.label
ORDER BY paper.council, paper.meeting_date, name.document_id, name.code, name.label
