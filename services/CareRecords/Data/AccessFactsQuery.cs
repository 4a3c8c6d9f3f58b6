using Buurtzorg.CareRecords.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Data;

internal static class AccessFactsQuery
{
    /// <summary>What the database says about a person and a client at this moment; nothing of it is ever cached.</summary>
    public static async Task<(Guid TeamId, Guid? OtherTeamId, AccessFacts Facts)?> FindAccessFactsAsync(
        this CareRecordsDb db, Guid clientId, Guid personId, CancellationToken ct)
    {
        var row = await (
            from client in db.Clients.AsNoTracking().Where(client => client.Id == clientId)
            from member in db.TeamMembers.Where(member => member.TeamId == client.TeamId && member.PersonId == personId && member.IsMember).DefaultIfEmpty()
            from rule in db.AccessRules.Where(rule => rule.ClientId == client.Id && rule.PersonId == personId).DefaultIfEmpty()
            select new
            {
                client.TeamId,
                client.PersonId,
                Qualification = member == null ? null : member.Qualification,
                Rule = rule,
                IsRepresentative = db.NetworkPeople.Any(person => person.ClientId == client.Id && person.PersonId == personId && person.IsRepresentative),
                EmergencyUntil = db.EmergencyAccesses.Where(access => access.ClientId == client.Id && access.PersonId == personId).Max(access => (DateTimeOffset?)access.Until),
                OtherTeamId = db.TeamMembers.Where(other => other.PersonId == personId && other.IsMember).OrderBy(other => other.TeamId).Select(other => (Guid?)other.TeamId).FirstOrDefault(),
            }).SingleOrDefaultAsync(ct);
        return row is null ? null : (row.TeamId, row.OtherTeamId, new AccessFacts
        {
            QualificationInTheTeam = row.Qualification,
            IsTheClient = row.PersonId == personId,
            IsRepresentative = row.IsRepresentative,
            Ruling = row.Rule?.Decision,
            Scopes = row.Rule?.Scopes ?? [],
            GrantedUntil = row.Rule?.Until,
            EmergencyUntil = row.EmergencyUntil,
        });
    }
}
