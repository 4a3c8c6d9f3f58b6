namespace Buurtzorg.Scheduling.Domain;

/// <summary>A self-managing team of a neighbourhood. Nobody in it outranks another.</summary>
internal sealed class Team
{
    public const int MostMembers = 12;

    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>How the install groups its teams, kebab-case; null when it is in no group.</summary>
    public string? Area { get; set; }

    /// <summary>The back office helps a team to its first members; from the first one that the team takes in itself, it chooses alone.</summary>
    public bool ChoosesItsMembers { get; set; }

    public long Version { get; set; }
    public List<TeamMember> Members { get; } = [];

    public bool Has(Guid personId) => Members.Exists(member => member.PersonId == personId);

    public void Place(string? area) => (Area, Version) = (area, Version + 1);

    public void Take(Guid personId, Qualification qualification, int contractedMinutesPerWeek, DateOnly today)
    {
        Members.Add(new() { TeamId = Id, PersonId = personId, Qualification = qualification, ContractedMinutesPerWeek = contractedMinutesPerWeek, Since = today });
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

    /// <summary>Included; null for who was a member before this was kept: they count as always having been one.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>What stays of a member who leaves, so that the figures of past weeks stay true. It no longer names the person.</summary>
    public EndedContract End(DateOnly today) => new() { Id = Guid.CreateVersion7(), TeamId = TeamId, MinutesPerWeek = ContractedMinutesPerWeek, Since = Since, Until = today };
}

internal sealed class EndedContract
{
    public required Guid Id { get; init; }
    public required Guid TeamId { get; init; }
    public required int MinutesPerWeek { get; init; }
    public required DateOnly? Since { get; init; }

    /// <summary>Excluded.</summary>
    public required DateOnly Until { get; init; }
}
