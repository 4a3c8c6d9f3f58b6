using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Buurtzorg.CareEvents.Data;

// Used by `dotnet ef migrations add` only, which needs the model and no server.
internal sealed class CareEventsDbFactory : IDesignTimeDbContextFactory<CareEventsDb>
{
    public CareEventsDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<CareEventsDb>().UseNpgsql().Options);
}
