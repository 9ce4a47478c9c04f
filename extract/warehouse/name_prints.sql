-- For each paper a number that changes whenever anything changes that its names are matched by.
WITH printed AS (
    SELECT document_id, hash(indicator_code, indicator_label, measure, period, value, unit)::HUGEINT AS print
    FROM observation
    UNION ALL
    SELECT document_id, hash(indicator_code, indicator_label, polarity, heading, page, assessment_id)::HUGEINT
    FROM assessment
    UNION ALL
    SELECT document_id, hash(indicator_code, indicator_label)::HUGEINT FROM commentary
)
SELECT
    document.document_id, document.council,
    concat_ws('/', document.council, document.meeting_date, count(print), sum(print))
FROM document
LEFT JOIN printed USING (document_id)
GROUP BY document.document_id, document.council, document.meeting_date
ORDER BY document.document_id
