using System.Reflection;
using Buurtzorg.BillingAdapters.Contract;
using Xunit;

namespace Buurtzorg.BillingAdapters.Hosting.Tests;

public sealed class OptionalMembersTests
{
    /// <summary>The serialiser asks for every parameter without a default, also where its type says that it may be null.</summary>
    [Fact]
    public void What_a_record_may_leave_out_has_a_default() => Assert.DoesNotContain(
        from type in typeof(Manifest).Assembly.GetExportedTypes()
        from constructor in type.GetConstructors()
        from member in constructor.GetParameters()
        where new NullabilityInfoContext().Create(member).WriteState == NullabilityState.Nullable
        select member,
        member => !member.HasDefaultValue);
}
