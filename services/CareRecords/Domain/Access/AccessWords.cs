using Buurtzorg.Contracts;

namespace Buurtzorg.CareRecords.Domain.Access;

internal static class AccessWords
{
    /// <summary>The entry as a sentence to the client, or about the client when somebody else reads it.</summary>
    public static string Of(AccessEntry entry, string? relation, bool toTheClient)
    {
        var who = Who(entry, relation, toTheClient);
        var (did, @do) = Act(entry, toTheClient ? "your" : "their");
        var purpose = entry.Purpose is { } reason ? $", for {Article(reason)} {Spoken(reason)}" : "";
        return entry.Allowed ? $"{who} {did}{purpose}" : $"{who} tried to {@do}{purpose} and was refused";
    }

    private static string Who(AccessEntry entry, string? relation, bool toTheClient)
    {
        var whose = toTheClient ? "your" : "their";
        return (entry.Kind, entry.Basis) switch
        {
            (_, "client") => toTheClient ? "You" : "The client",
            (CallerKinds.Professional, "team") => $"A member of {whose} team",
            (CallerKinds.Professional, "emergency") => $"A professional from outside {whose} team, in an emergency,",
            (CallerKinds.Professional or CallerKinds.Citizen or CallerKinds.Integrator, _) when relation is not null => $"{(toTheClient ? "Your" : "Their")} {relation}",
            (CallerKinds.Citizen, _) => $"Somebody who is not in {whose} network",
            (CallerKinds.Professional, _) => $"A professional from outside {whose} team",
            (CallerKinds.BackOffice, _) => "The back office",
            (CallerKinds.Service, _) => $"The {entry.Service} service",
            (CallerKinds.Coach, _) => "A coach",
            (CallerKinds.Integrator, _) => "A system of another organisation",
            _ => "A system or its operator",
        };
    }

    private static (string Did, string Do) Act(AccessEntry entry, string whose) => (entry.Act, entry.What) switch
    {
        (AccessAct.Change, "admission") => ($"recorded {whose} admission", $"record {whose} admission again"),
        (AccessAct.Change, "end-of-care") => ($"recorded the end of {whose} care", $"record the end of {whose} care"),
        (AccessAct.Change, "resumption") => ($"recorded that {whose} care begins again", $"record that {whose} care begins again"),
        (AccessAct.Change, "emergency-access") => ($"opened {whose} record", $"open {whose} record as an emergency"),
        (AccessAct.Change, var what) => ($"changed {whose} {Spoken(what)}", $"change {whose} {Spoken(what)}"),
        (_, var what) => ($"looked at {whose} {Spoken(what)}", $"look at {whose} {Spoken(what)}"),
    };

    private static string Spoken(string code) => code switch
    {
        "schedule" => "visits",
        "identity" => "name and number",
        "sharing" => "choice about sharing",
        _ => code.Replace('-', ' '),
    };

    private static string Article(string code) => "aeio".Contains(code[0], StringComparison.Ordinal) ? "an" : "a";
}
