using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Data;

internal sealed class CareRecordsDb(DbContextOptions<CareRecordsDb> options) : ServiceDb(options)
{
    public DbSet<TeamMember> TeamMembers => Set<TeamMember>();
    public DbSet<Client> Clients => Set<Client>();
    public DbSet<EarlierEpisode> EarlierEpisodes => Set<EarlierEpisode>();
    public DbSet<NetworkPerson> NetworkPeople => Set<NetworkPerson>();
    public DbSet<LinkedActivity> LinkedActivities => Set<LinkedActivity>();
    public DbSet<AccessRule> AccessRules => Set<AccessRule>();
    public DbSet<EmergencyAccess> EmergencyAccesses => Set<EmergencyAccess>();
    public DbSet<AccessChain> AccessChains => Set<AccessChain>();
    public DbSet<AccessEntry> AccessEntries => Set<AccessEntry>();
    public DbSet<Assessment> Assessments => Set<Assessment>();
    public DbSet<Indication> Indications => Set<Indication>();
    public DbSet<CarePlan> CarePlans => Set<CarePlan>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CareRecordsDb).Assembly);
        foreach (var reference in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetForeignKeys()).Where(reference => !reference.IsOwnership))
            reference.DeleteBehavior = DeleteBehavior.Restrict;
    }
}
