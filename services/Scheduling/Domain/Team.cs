namespace Buurtzorg.Scheduling.Domain;

/// <summary>A self-managing team of a neighbourhood. Nobody in it outranks another.</summary>
internal sealed class Team
{
    public const int MostMembers = 12;

    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The back office helps a team to its first members; from the first one that the team takes in itself, it chooses alone.</summary>
    public bool ChoosesItsMembers { get; set; }

    public long Version { get; set; }
    public List<TeamMember> Members { get; } = [];

    public bool Has(Guid personId) => Members.Exists(member => member.PersonId == personId);

    public void Take(Guid personId, Qualification qualification, int contractedMinutesPerWeek)
    {
        Members.Add(new() { TeamId = Id, PersonId = personId, Qualification = qualification, ContractedMinutesPerWeek = contractedMinutesPerWeek });
        Version++;
    }

    public TeamMember Release(Guid personId)
    {
        var member = Members.Single(member => member.PersonId == personId);
        Members.Remove(member);
        Version++;
        return member;
    }
}

internal sealed class TeamMember
{
    public required Guid TeamId { get; init; }
    public required Guid PersonId { get; init; }
    public required Qualification Qualification { get; init; }
    public required int ContractedMinutesPerWeek { get; init; }
}
