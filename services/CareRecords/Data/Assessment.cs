using Buurtzorg.CareRecords.Domain.Omaha;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareRecords.Data;

internal sealed class Assessment
{
    public required Guid Id { get; init; }
    public required Guid ClientId { get; init; }
    public required AssessmentPhase Phase { get; init; }
    public required DateOnly AssessedOn { get; init; }
    public required Guid RecordedBy { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public List<ProblemRow> Problems { get; init; } = [];

    internal sealed class ProblemRow
    {
        public required string Problem { get; init; }
        public required ProblemScope Scope { get; init; }
        public required ProblemStatus Status { get; init; }
        public required List<string> Signs { get; init; }
        public byte[]? SealedRiskFactors { get; init; }
        public required int Knowledge { get; init; }
        public required int Behavior { get; init; }
        public required int StatusRating { get; init; }
    }

    internal sealed class Table : IEntityTypeConfiguration<Assessment>
    {
        public void Configure(EntityTypeBuilder<Assessment> table)
        {
            table.Property(assessment => assessment.Id).ValueGeneratedNever();
            table.Property(assessment => assessment.Phase).HasConversion<string>();
            table.HasOne<Client>().WithMany().HasForeignKey(assessment => assessment.ClientId);
            table.HasIndex(assessment => new { assessment.ClientId, assessment.Id });
            table.HasIndex(assessment => assessment.ClientId).IsUnique().HasDatabaseName("one_admission_assessment")
                .HasFilter($"phase = '{nameof(AssessmentPhase.Admission)}'");
            table.OwnsMany(assessment => assessment.Problems, problems =>
            {
                problems.ToTable("assessed_problems");
                problems.WithOwner().HasForeignKey("AssessmentId");
                problems.HasKey("AssessmentId", nameof(ProblemRow.Problem));
                problems.Property(problem => problem.Scope).HasConversion<string>();
                problems.Property(problem => problem.Status).HasConversion<string>();
            });
        }
    }
}
