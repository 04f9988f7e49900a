using NUnit.Framework;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Translation;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Memory.Translation;

[TestFixture]
public sealed class TranslationModelTests
{
    private static readonly GuestMemory Linear = MemoryRig.Plain;

    private static TranslationOptions Bare => new() { WalkCache = 0, NestedTlb = 0, LookupsPerSecond = 1e6, TableLoad = Duration.FromNanoseconds(10), TlbEntries = 1000 };

    [TestCase(4, 4, ExpectedResult = 24)]
    [TestCase(5, 5, ExpectedResult = 35)]
    [TestCase(5, 4, ExpectedResult = 29)]
    public double A_walk_of_two_dimensions(int guest, int host) =>
        new TranslationModel(Bare with { GuestLevels = guest, HostLevels = host }).WalkLoads(TranslationMode.Nested, isLarge: false);

    [Test]
    public void Native_shadow_and_large_walks_are_shorter()
    {
        TranslationModel model = new(Bare);
        Assert.That(model.WalkLoads(TranslationMode.Native, false), Is.EqualTo(4));
        Assert.That(model.WalkLoads(TranslationMode.Shadow, false), Is.EqualTo(4));
        Assert.That(model.WalkLoads(TranslationMode.Nested, true), Is.EqualTo(15), "(3 + 1)(3 + 1) - 1");
    }

    // Guest 1 + 3/10, host the same; a tenth of the guest's loads needs the host's: 1.3 (1 + 0.13) + 1.3.
    [Test]
    public void Caches_spare_most_of_it() =>
        Assert.That(new TranslationModel(new TranslationOptions()).WalkLoads(TranslationMode.Nested, false), Is.EqualTo(2.769).Within(1e-9));

    // 4000 pages, 1000 in reach: 3/4 of 1e6 lookups miss; 24 loads of 10 ns against 4: 1.18 s against 1.03 s.
    [Test]
    public void Misses_cost_walks()
    {
        TranslationModel model = new(Bare);
        Assert.That(model.MissRatio(Linear, 4000, false), Is.EqualTo(0.75));
        Assert.That(model.Slowdown(Linear, 4000, 0), Is.EqualTo(1.18 / 1.03).Within(1e-9));
        Assert.That(model.Slowdown(Linear, 4000, 1), Is.EqualTo(1), "2 MiB pages reach all");
        Assert.That(model.Slowdown(Linear, 1000, 0), Is.EqualTo(1));
        Assert.That(new TranslationModel(Bare with { Mode = TranslationMode.Native }).Slowdown(Linear, 4000, 0), Is.EqualTo(1));
    }

    // All in reach: 100,000 writes at 1.5 us are 0.15 s; 1000 switches at 2 us and a refill of 1000 x 4 x 10 ns are 0.042 s.
    [Test]
    public void Shadow_tables_trap()
    {
        TranslationModel model = new(Bare with { Mode = TranslationMode.Shadow, TableWritesPerSecond = 100_000 });
        Assert.That(model.Slowdown(Linear, 1000, 0), Is.EqualTo(1.192).Within(1e-9));
    }
}
