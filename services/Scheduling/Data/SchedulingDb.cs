using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.Scheduling.Data;

internal sealed class SchedulingDb(DbContextOptions<SchedulingDb> options) : ServiceDb(options)
{
    public DbSet<Team> Teams => Set<Team>();
    public DbSet<TeamMember> Members => Set<TeamMember>();
    public DbSet<Client> Clients => Set<Client>();
    public DbSet<Visit> Visits => Set<Visit>();
    public DbSet<Absence> Absences => Set<Absence>();
    public DbSet<EndedContract> EndedContracts => Set<EndedContract>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasPostgresExtension("btree_gist");
        modelBuilder.Entity<Team>(Configure);
        modelBuilder.Entity<TeamMember>(Configure);
        modelBuilder.Entity<Client>(Configure);
        modelBuilder.Entity<Visit>(Configure);
        modelBuilder.Entity<Absence>(Configure);
        modelBuilder.Entity<EndedContract>(Configure);
    }

    private static void Configure(EntityTypeBuilder<Team> team)
    {
        team.ToTable("teams");
        team.Property(t => t.Id).ValueGeneratedNever();
        team.Property(t => t.Version).IsConcurrencyToken();
        team.HasIndex(t => new { t.Area, t.Id });
        team.HasMany(t => t.Members).WithOne().HasForeignKey(member => member.TeamId);
    }

    private static void Configure(EntityTypeBuilder<TeamMember> member)
    {
        member.ToTable("team_members");
        member.HasKey(m => new { m.TeamId, m.PersonId });
        member.Property(m => m.Qualification).HasConversion(value => Slug<Qualification>.Of(value), slug => Slug<Qualification>.Parse(slug));
    }

    private static void Configure(EntityTypeBuilder<Client> client)
    {
        client.ToTable("clients");
        client.Property(c => c.Id).ValueGeneratedNever();
        client.Property(c => c.Version).IsConcurrencyToken();
    }

    // VisitOverlap names the exclusion constraint that the first migration adds. Neither it nor an index covers a column that a
    // completion writes, so that PostgreSQL updates the row in place (HOT).
    private static void Configure(EntityTypeBuilder<Visit> visit)
    {
        visit.ToTable("visits", table => table.HasCheckConstraint("ends_after_it_starts", "planned_end > planned_start AND ended_at > started_at"));
        visit.Property(v => v.Id).ValueGeneratedNever();
        visit.Property(v => v.Service).HasConversion(value => Slug<CareService>.Of(value), slug => Slug<CareService>.Parse(slug));
        visit.Property(v => v.Version).IsConcurrencyToken();
        visit.Ignore(v => v.State);
        visit.Ignore(v => v.Uncovered);
        visit.Ignore(v => v.PlannedMinutes);
        visit.HasIndex(v => new { v.ClientId, v.PlannedStart, v.Id });
        visit.HasIndex(v => new { v.TeamId, v.PlannedStart, v.Id });
        visit.HasIndex(v => new { v.TeamId, v.PlannedStart, v.Id }, "ix_visits_uncovered").HasFilter("uncovered_at IS NOT NULL");
    }

    private static void Configure(EntityTypeBuilder<Absence> absence)
    {
        absence.ToTable("absences");
        absence.Property(a => a.Id).ValueGeneratedNever();
        absence.HasIndex(a => a.PersonId);
        absence.HasIndex(a => a.BackOn);
    }

    private static void Configure(EntityTypeBuilder<EndedContract> contract)
    {
        contract.ToTable("ended_contracts");
        contract.Property(c => c.Id).ValueGeneratedNever();
        contract.HasIndex(c => new { c.TeamId, c.Until });
    }
}
