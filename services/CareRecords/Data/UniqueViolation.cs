using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Buurtzorg.CareRecords.Data;

internal static class UniqueViolation
{
    public static bool IsUniqueViolation(this DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
