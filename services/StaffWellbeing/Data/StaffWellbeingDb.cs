using System.Text.Json;
using System.Text.Json.Serialization;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.StaffWellbeing.Data;

internal sealed class StaffWellbeingDb(DbContextOptions<StaffWellbeingDb> options) : ServiceDb(options)
{
    public DbSet<MembershipChange> MembershipChanges => Set<MembershipChange>();
    public DbSet<Absence> Absences => Set<Absence>();
    public DbSet<SicknessRate> SicknessRates => Set<SicknessRate>();
    public DbSet<PulseQuestions> PulseQuestions => Set<PulseQuestions>();
    public DbSet<PulseRound> PulseRounds => Set<PulseRound>();
    public DbSet<PulseLinksTaken> PulseLinksTaken => Set<PulseLinksTaken>();
    public DbSet<PulseFigure> PulseFigures => Set<PulseFigure>();
    public DbSet<LearningMoment> LearningMoments => Set<LearningMoment>();
    public DbSet<Expert> Experts => Set<Expert>();
    public DbSet<CoachRequest> CoachRequests => Set<CoachRequest>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasPostgresExtension("btree_gist");
        modelBuilder.Entity<MembershipChange>(Configure);
        modelBuilder.Entity<TeamVersion>(team => team.ToTable("teams"));
        modelBuilder.Entity<Absence>(Configure);
        modelBuilder.Entity<FixedMonth>(month => month.ToTable("fixed_months").HasKey(m => m.Month));
        modelBuilder.Entity<SicknessRate>(Configure);
        modelBuilder.Entity<PulseQuestions>(Configure);
        modelBuilder.Entity<PulseRound>(Configure);
        modelBuilder.Entity<PulseLinksTaken>(taken => taken.ToTable("pulse_links_taken").HasKey(t => new { t.TeamId, t.Month }));
        modelBuilder.Entity<PulseFigure>(Configure);
        modelBuilder.Entity<LearningMoment>(Configure);
        modelBuilder.Entity<Thanks>(thanks => thanks.ToTable("thanks").HasKey(t => new { t.MomentId, t.PersonId }));
        modelBuilder.Entity<Expert>(Configure);
        modelBuilder.Entity<CoachRequest>(Configure);
    }

    private static void Configure(EntityTypeBuilder<MembershipChange> change)
    {
        change.ToTable("membership_changes");
        change.HasKey(c => new { c.TeamId, c.PersonId, c.Version });
        change.HasIndex(c => new { c.PersonId, c.TeamId, c.Version });
    }

    // The migration adds an exclusion constraint: nobody is away twice at once.
    private static void Configure(EntityTypeBuilder<Absence> absence)
    {
        absence.ToTable("absences");
        absence.Property(a => a.Id).ValueGeneratedNever();
        absence.Property(a => a.Version).IsConcurrencyToken();
        Json(absence.Property(a => a.Steps));
        absence.Ignore(a => a.ReturnedOn);
        absence.HasIndex(a => new { a.PersonId, a.Id });
        absence.HasIndex(a => a.OverOn);
    }

    private static void Configure(EntityTypeBuilder<SicknessRate> rate)
    {
        rate.ToTable("sickness_rates");
        rate.Property(r => r.Id).ValueGeneratedNever();
        rate.HasIndex(r => new { r.TeamId, r.Month }).IsUnique().AreNullsDistinct(false);
        rate.HasIndex(r => new { r.Month, r.TeamId });
    }

    private static void Configure(EntityTypeBuilder<PulseQuestions> questions)
    {
        questions.ToTable("pulse_questions");
        questions.HasKey(q => q.Month);
        Json(questions.Property(q => q.Questions));
    }

    private static void Configure(EntityTypeBuilder<PulseRound> round)
    {
        round.ToTable("pulse_rounds");
        round.HasKey(r => new { r.TeamId, r.Month });
        round.Property(r => r.Number).UseIdentityAlwaysColumn();
        round.HasIndex(r => r.Number).IsUnique();
        round.HasIndex(r => r.Month);
        Json(round.Property(r => r.Questions));
    }

    private static void Configure(EntityTypeBuilder<PulseFigure> figure)
    {
        figure.ToTable("pulse_figures");
        figure.Property(f => f.Id).ValueGeneratedNever();
        Json(figure.Property(f => f.Questions));
        figure.HasIndex(f => new { f.TeamId, f.Month }).IsUnique();
    }

    private static void Configure(EntityTypeBuilder<LearningMoment> moment)
    {
        moment.ToTable("learning_moments");
        moment.Property(m => m.Id).ValueGeneratedNever();
        moment.Property(m => m.Audience).HasConversion<string>();
        moment.Property(m => m.Words).HasComputedColumnSql(Search.WordsOf("what_happened || ' ' || what_we_learned"), stored: true);
        moment.HasIndex(m => m.Words).HasMethod("gin");
        moment.HasIndex(m => new { m.TeamId, m.Id });
        moment.HasMany(m => m.Thanks).WithOne().HasForeignKey(thanks => thanks.MomentId);
    }

    private static void Configure(EntityTypeBuilder<Expert> expert)
    {
        expert.ToTable("experts");
        expert.HasKey(e => e.PersonId);
        expert.Property(e => e.PersonId).ValueGeneratedNever();
        expert.Property(e => e.Words).HasComputedColumnSql(Search.WordsOf("topics"), stored: true);
        expert.HasIndex(e => e.Words).HasMethod("gin");
    }

    private static void Configure(EntityTypeBuilder<CoachRequest> request)
    {
        request.ToTable("coach_requests");
        request.Property(r => r.Id).ValueGeneratedNever();
        request.Property(r => r.Version).IsConcurrencyToken();
        request.Property(r => r.Helped).HasConversion<string>();
        Json(request.Property(r => r.Shares));
        request.HasIndex(r => new { r.TeamId, r.Id });
        request.HasIndex(r => new { r.CoachId, r.Id });
    }

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    private static void Json<T>(PropertyBuilder<T> property) => property.HasColumnType("jsonb").HasConversion(
        value => Write(value),
        json => Read<T>(json),
        new ValueComparer<T>((one, other) => Write(one) == Write(other), value => Write(value).GetHashCode(StringComparison.Ordinal), value => Read<T>(Write(value))));

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Written);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Written)!;
}

/// <summary>How often absences of a team changed: the version of its event.</summary>
internal sealed class TeamVersion
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
}

/// <summary>A month whose sickness rates stand.</summary>
internal sealed class FixedMonth
{
    public required DateOnly Month { get; init; }
}

/// <summary>The questions of the pulse from a month on.</summary>
internal sealed class PulseQuestions
{
    public required DateOnly Month { get; init; }
    public required List<Dictionary<string, string>> Questions { get; set; }
}
