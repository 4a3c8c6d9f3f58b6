using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Data;

// The tables of the search index, of what an import has read and of the postcodes stand in the first migration: only SQL speaks to them.
internal sealed class SocialMapDb(DbContextOptions<SocialMapDb> options) : ServiceDb(options)
{
    public DbSet<Entry> Entries => Set<Entry>();
    public DbSet<Remark> Remarks => Set<Remark>();
    public DbSet<Import> Imports => Set<Import>();
    public DbSet<ImportedEntry> ImportedEntries => Set<ImportedEntry>();
    public DbSet<TeamMember> TeamMembers => Set<TeamMember>();
    public DbSet<Client> Clients => Set<Client>();
    public DbSet<ActivityLink> ActivityLinks => Set<ActivityLink>();
    public DbSet<FollowUp> FollowUps => Set<FollowUp>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasPostgresExtension("btree_gist");
        modelBuilder.HasPostgresExtension("pg_trgm");
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SocialMapDb).Assembly);
    }
}
