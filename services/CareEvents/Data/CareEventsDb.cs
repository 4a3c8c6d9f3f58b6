using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareEvents.Data;

internal sealed class CareEventsDb(DbContextOptions<CareEventsDb> options) : ServiceDb(options)
{
    public DbSet<IncomingEvent> Incoming => Set<IncomingEvent>();
    public DbSet<LoggedEvent> Events => Set<LoggedEvent>();
    public DbSet<Integrator> Integrators => Set<Integrator>();
    public DbSet<Subscription> Subscriptions => Set<Subscription>();
    public DbSet<Attempt> Attempts => Set<Attempt>();
    public DbSet<ParkedEvent> ParkedEvents => Set<ParkedEvent>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CareEventsDb).Assembly);
    }
}
