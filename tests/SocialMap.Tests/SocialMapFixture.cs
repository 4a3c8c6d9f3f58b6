using Buurtzorg.SocialMap.Tests;
using Buurtzorg.Testing;

[assembly: AssemblyFixture(typeof(SocialMapFixture))]

namespace Buurtzorg.SocialMap.Tests;

public sealed class SocialMapFixture : ServiceFixture<Program>;
