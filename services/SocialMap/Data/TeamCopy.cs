using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.SocialMap.Data;

// Our copy of scheduling's teams. Who left stays as a row, so that an older event about them is known to be older.
internal sealed class TeamMember
{
    public Guid TeamId { get; init; }
    public Guid PersonId { get; init; }
    public long Version { get; init; }
    public bool IsMember { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<TeamMember>
    {
        public void Configure(EntityTypeBuilder<TeamMember> table)
        {
            table.ToTable("team_members");
            table.HasKey(member => new { member.TeamId, member.PersonId });
        }
    }
}

// Of care-records' clients we know which team is theirs, and nothing else.
internal sealed class Client
{
    public required Guid Id { get; init; }
    public Guid TeamId { get; init; }
    public long Version { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Client>
    {
        public void Configure(EntityTypeBuilder<Client> table)
        {
            table.ToTable("clients");
            table.Property(client => client.Id).ValueGeneratedNever();
        }
    }
}

/// <summary>Copies keep the highest version, in whatever order and however often events come.</summary>
internal static class TeamCopy
{
    public static Task KeepMemberAsync(this SocialMapDb db, Guid teamId, Guid personId, long version, bool isMember, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO team_members (team_id, person_id, version, is_member) VALUES ({teamId}, {personId}, {version}, {isMember})
        ON CONFLICT (team_id, person_id) DO UPDATE SET version = excluded.version, is_member = excluded.is_member WHERE team_members.version < excluded.version
        """, ct);

    public static Task KeepClientAsync(this SocialMapDb db, Guid clientId, Guid teamId, long version, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO clients (id, team_id, version) VALUES ({clientId}, {teamId}, {version})
        ON CONFLICT (id) DO UPDATE SET team_id = excluded.team_id, version = excluded.version WHERE clients.version < excluded.version
        """, ct);

    public static Task<bool> IsMemberAsync(this SocialMapDb db, Guid teamId, Caller caller, CancellationToken ct) =>
        db.TeamMembers.AnyAsync(member => member.TeamId == teamId && member.PersonId == caller.PersonId && member.IsMember, ct);
}
