using System.Text.Json;
using Buurtzorg.BillingAdapters.Contract;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.Billing.Data;

internal static class JsonColumn
{
    /// <summary>Keeps a list as jsonb; lists are replaced, never changed.</summary>
    public static void IsJson<T>(this PropertyBuilder<IReadOnlyList<T>> property) => property.HasColumnType("jsonb").HasConversion(
        list => JsonSerializer.Serialize(list, ContractJson.Options),
        text => JsonSerializer.Deserialize<List<T>>(text, ContractJson.Options)!,
        new ValueComparer<IReadOnlyList<T>>((one, other) => ReferenceEquals(one, other), list => list.Count, list => list));
}
