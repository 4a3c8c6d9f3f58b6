using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Buurtzorg.CareRecords.Data;

// Used by `dotnet ef migrations add` only, which needs the model and no server.
internal sealed class CareRecordsDbFactory : IDesignTimeDbContextFactory<CareRecordsDb>
{
    public CareRecordsDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<CareRecordsDb>().UseNpgsql().Options);
}
