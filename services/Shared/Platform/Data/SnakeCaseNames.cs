using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Buurtzorg.Platform;

internal sealed class SnakeCaseNames : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
        {
            if (entity.GetTableName() is { } table)
                entity.Builder.ToTable(Snake(table), entity.GetSchema());
            foreach (var property in entity.GetDeclaredProperties())
                property.Builder.HasColumnName(Snake(property.GetColumnName()));
            foreach (var key in entity.GetDeclaredKeys())
                key.Builder.HasName(key.GetName() is { } name ? Snake(name) : null);
            foreach (var index in entity.GetDeclaredIndexes())
                index.Builder.HasDatabaseName(index.GetDatabaseName() is { } name ? Snake(name) : null);
            foreach (var foreignKey in entity.GetDeclaredForeignKeys())
                foreignKey.Builder.HasConstraintName(foreignKey.GetConstraintName() is { } name ? Snake(name) : null);
        }
    }

    private static string Snake(string name) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(name).Replace("__", "_", StringComparison.Ordinal);
}
