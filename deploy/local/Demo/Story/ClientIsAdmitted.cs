namespace Buurtzorg.Local.Demo.Story;

/// <summary>Step 2: the client is admitted, decides who may see the schedule, and reads who tried.</summary>
internal static class ClientIsAdmitted
{
    public static async Task<Guid> PlayAsync(Stage stage, Guid teamId)
    {
        var (play, cast) = (stage.Play, Cast.Of(stage.Play));
        stage.Tell.Chapter(2, "Team Oost admits the client, who decides who may see what");

        var client = (await stage.DoAsync("admission", Call.Post(Persona.Nurse, "care-records/v1/clients", new
        {
            bsn = cast.Bsn,
            initials = cast.Initials,
            familyName = cast.FamilyName,
            dateOfBirth = cast.DateOfBirth,
            sex = cast.Sex,
            address = new { street = cast.Street, houseNumber = $"{cast.HouseNumber}", postcode = cast.Postcode, city = "Zonderwijk" },
            teamId,
            personId = cast.Client.PersonId,
            admittedOn = play.Month.First,
            identityCheckedOn = play.Month.First,
        }), reply => $"client {reply.Id}, admitted on {play.Month.First:d MMMM}")).Id;

        await stage.BehindAsync(Call.Get(Persona.BackOffice, $"billing/v1/authorisations?clientId={client}"), reply => reply.Items.Count == 2,
            reply => $"care-records.client-admitted reached billing: {reply.Items.Count} authorisations found their client by a pseudonym of the BSN");
        await stage.BehindAsync(Call.Get(Persona.Nurse, $"scheduling/v1/clients/{client}/visits"), reply => reply.Status == 200,
            _ => "care-records.client-admitted reached scheduling: the team can plan visits");

        await stage.DoAsync("daughter", Call.Post(Persona.Nurse, $"care-records/v1/clients/{client}/network",
            new { name = $"Dochter {cast.FamilyName}", relation = "daughter", personId = cast.Daughter.PersonId, representative = false }), _ => "the daughter is in the client's network");
        await stage.DoAsync("neighbour", Call.Post(Persona.Nurse, $"care-records/v1/clients/{client}/network",
            new { name = "Buur van nummer 4", relation = "neighbour", personId = cast.Neighbour.PersonId, representative = false }), _ => "so is a neighbour");
        await stage.DoAsync("daughter-may", Call.Put(cast.Client, $"care-records/v1/clients/{client}/access-rules/{cast.Daughter.PersonId}",
            new { decision = "granted", scopes = new[] { "schedule" } }), _ => "my daughter may see my schedule");
        await stage.DoAsync("neighbour-may-not", Call.Put(cast.Client, $"care-records/v1/clients/{client}/access-rules/{cast.Neighbour.PersonId}",
            new { decision = "refused", scopes = Array.Empty<string>() }), _ => "my neighbour may not");

        await stage.LookAsync(Call.Get(cast.Daughter, $"scheduling/v1/clients/{client}/visits"),
            reply => reply.Items.Count == 0 ? "the schedule; nothing is planned yet" : $"the schedule: {reply.Items.Count} visits");
        await stage.RefusedAsync(Call.Get(cast.Neighbour, $"scheduling/v1/clients/{client}/visits"), 404, null,
            _ => "not found: not even that there is such a client is told");
        stage.Tell.Behind("scheduling asked care-records both times, as itself; each attempt was in the access log before its answer left");

        await stage.LookAsync(Call.Get(cast.Client, $"care-records/v1/clients/{client}/access-log?limit=200"), reply => ReadLog(stage, reply));
        return client;
    }

    private static string ReadLog(Stage stage, Reply log)
    {
        var words = log.Items.Select(entry => entry!["words"]!.GetValue<string>()).ToArray();
        var daughter = words.LastOrDefault(text => text.Contains("daughter looked", StringComparison.OrdinalIgnoreCase));
        var neighbour = words.LastOrDefault(text => text.Contains("neighbour tried", StringComparison.OrdinalIgnoreCase));
        Stage.Hold(daughter is not null && neighbour is not null, $"The access log does not tell of the daughter and the neighbour: {string.Join("; ", words)}");
        return $"{words.Length} lines, among them: \"{daughter}\" and \"{neighbour}\"";
    }
}
