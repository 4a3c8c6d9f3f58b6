using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Buurtzorg.StaffWellbeing.Data;

// Used by `dotnet ef migrations add` only, which needs the model and no server.
internal sealed class StaffWellbeingDbFactory : IDesignTimeDbContextFactory<StaffWellbeingDb>
{
    public StaffWellbeingDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<StaffWellbeingDb>().UseNpgsql().Options);
}
