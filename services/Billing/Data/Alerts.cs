using Buurtzorg.Billing.Domain;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Data;

/// <summary>What needs a person, found in the state of claims, messages and adapters, so that an alert ends by itself when its cause does.</summary>
internal static class Alerts
{
    // Each part has an index of its own. No client, and nothing out of a message.
    private const string Open = """
        SELECT id AS "Id", code AS "Code", payer_id AS "PayerId", adapter AS "Adapter", claim_id AS "ClaimId", message_id AS "MessageId", about AS "About", due_on AS "DueOn", since AS "Since" FROM (
        SELECT id, 'missing-answer' AS code, payer_id, NULL AS adapter, id AS claim_id, NULL::uuid AS message_id, number AS about, answer_due_on AS due_on, sent_at AS since
        FROM claims WHERE state = 'Sent' AND answer_due_on < {0}
        UNION ALL
        SELECT id, 'claim-refused', payer_id, NULL, id, NULL, number, NULL, closed_at FROM claims WHERE state = 'Refused'
        UNION ALL
        SELECT id, 'return-overdue', payer_id, NULL, NULL, id, type, due_on, recorded_at
        FROM messages WHERE sent_at IS NULL AND due_on IS NOT NULL AND due_on < {0} AND state <> 'Refused'
        UNION ALL
        SELECT m.id, CASE WHEN m.state = 'Contradicting' THEN 'contradicting-answer' WHEN m.state = 'Aside' THEN 'unknown-payer-message' WHEN m.direction = 'Sent' THEN 'message-not-carried' ELSE 'message-refused' END,
            m.payer_id, NULL, m.claim_id, m.id, COALESCE(c.number, m.type), NULL, m.recorded_at
        FROM messages m LEFT JOIN claims c ON c.id = m.claim_id AND m.state = 'Contradicting'
        WHERE m.state IN ('Refused', 'Contradicting', 'Aside') AND m.settled_at IS NULL
        UNION ALL
        SELECT id, CASE state WHEN 'Refused' THEN 'notice-refused' ELSE 'notice-rejected' END, payer_id, NULL, NULL, returned_by, reference, NULL, made_at
        FROM notices WHERE state IN ('Refused', 'Rejected')
        UNION ALL
        SELECT id, CASE condition WHEN 'Refused' THEN 'adapter-refused' ELSE 'adapter-away' END, NULL, name, NULL, NULL,
            why || COALESCE((SELECT ' Pieces of work that wait for it: ' || count(*) || '.' FROM waiting_events w WHERE w.adapter = name HAVING count(*) > 0), ''), NULL, since
        FROM adapter_states WHERE condition <> 'Usable' AND name = ANY ({1})
        ) open
        """;

    /// <param name="today">On the calendar of the install.</param>
    /// <param name="adapters">Those that the install has now.</param>
    public static IQueryable<OpenAlert> OpenAlerts(this BillingDb db, DateOnly today, IEnumerable<string> adapters) =>
        db.Database.SqlQueryRaw<OpenAlert>(Open, today, adapters.ToArray());
}
