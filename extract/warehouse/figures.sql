-- Every figure with a period and an indicator as a paper prints it, in the order of PaperFigure's fields.
SELECT
    observation.observation_id,
    observation.document_id,
    observation.indicator_id,
    observation.indicator_label AS label,
    observation.measure,
    observation.period,
    observation.period_start,
    observation.period_end,
    observation.status,
    observation.value,
    observation.unit,
    observation.numerator,
    observation.denominator,
    observation.decimals,
    observation.qualifier,
    observation.raw,
    observation.page,
    document.path,
    document.meeting_date,
    coalesce(page_read.reader IN ('ocr', 'text'), false) AS guessed,
    correction.row_id IS NOT NULL AS decided,
    coalesce(doubt.finding_ids, []) AS doubts
FROM observation
JOIN document ON document.document_id = observation.document_id
LEFT JOIN page_read
    ON page_read.document_id = observation.document_id AND page_read.page = coalesce(observation.page, 0)
LEFT JOIN (
    SELECT DISTINCT row_id FROM correction WHERE row_table = 'observation' AND column_name = 'value'
) AS correction ON correction.row_id = observation.observation_id
LEFT JOIN (
    SELECT observation_id, list(finding_id ORDER BY finding_id) AS finding_ids
    FROM finding
    WHERE severity = 'warning' AND check_name IN ('fraction', 'unread_cell', 'doubtful_cell', 'jump')
    GROUP BY observation_id
) AS doubt ON doubt.observation_id = observation.observation_id
WHERE observation.indicator_id IS NOT NULL
    AND observation.period_start IS NOT NULL
    AND observation.period_end IS NOT NULL
    AND observation.measure <> 'benchmark'
    AND document.withdrawn IS NOT TRUE
