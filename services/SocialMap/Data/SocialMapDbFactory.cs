using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Buurtzorg.SocialMap.Data;

// Used by `dotnet ef migrations add` only, which needs the model and no server.
internal sealed class SocialMapDbFactory : IDesignTimeDbContextFactory<SocialMapDb>
{
    public SocialMapDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SocialMapDb>().UseNpgsql().Options);
}
