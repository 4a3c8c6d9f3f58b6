using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Buurtzorg.Billing.Data;

// Used by `dotnet ef migrations add` only, which needs the model and no server.
internal sealed class BillingDbFactory : IDesignTimeDbContextFactory<BillingDb>
{
    public BillingDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<BillingDb>().UseNpgsql().Options);
}
