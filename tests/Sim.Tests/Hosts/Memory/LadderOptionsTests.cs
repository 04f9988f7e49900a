using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Memory;

namespace Sim.Tests.Hosts.Memory;

[TestFixture]
public sealed class LadderOptionsTests
{
    private const double Gibibyte = 262_144;

    // models.md B2, [D] by the rule.
    [TestCase(28, 901.12)]
    [TestCase(64, 1269.76)]
    [TestCase(100, 1638.4)]
    [TestCase(128, 1925.12)]
    [TestCase(256, 3235.84)]
    [TestCase(512, 5857.28)]
    [TestCase(2, 122.88)]
    public void Min_free_is_a_sliding_scale(double gibibytes, double mebibytes) =>
        Assert.That(LadderOptions.MinFree(gibibytes * Gibibyte) / 256, Is.EqualTo(mebibytes).Within(1e-6));

    [Test]
    public void Sliding_states_are_parts_of_min_free()
    {
        MemoryLadder ladder = new LadderOptions().Make(28 * Gibibyte);
        Assert.That(Thresholds(ladder), Is.EqualTo(new[] { 901.12, 576.7168, 288.3584, 144.1792 }).Within(1e-6));
    }

    [Test]
    public void Classic_states_are_parts_of_memory() =>
        Assert.That(Thresholds(new LadderOptions { Kind = LadderKind.Classic }.Make(100 * 256)), Is.EqualTo(new[] { 0.0, 4, 2, 1 }).Within(1e-9));

    // 64 GiB: min_free_kbytes = 4 sqrt(67108864) = 32768; the watermarks are 0.1 % of the memory apart, 67108.864 KiB.
    [Test]
    public void Linux_swaps_between_its_watermarks_only()
    {
        MemoryLadder ladder = new LadderOptions { Kind = LadderKind.Linux }.Make(64 * Gibibyte);
        Assert.That(Thresholds(ladder), Is.EqualTo(new[] { 0, 0, (32768 + 67108.864) / 1024, 0 }).Within(1e-6));
        Assert.That(ladder.Exit(LadderState.Hard) / 256, Is.EqualTo((32768 + (2 * 67108.864)) / 1024).Within(1e-6));
    }

    [Test]
    public void The_kinds_as_they_are_have_no_fault()
    {
        foreach (LadderKind kind in System.Enum.GetValues<LadderKind>())
        {
            Assert.That(new LadderOptions { Kind = kind }.Faults(), Is.Empty);
        }
    }

    [Test]
    public void A_ladder_out_of_order_is_refused()
    {
        LadderOptions ladder = new() { Kind = LadderKind.Custom, Soft = 0.02, Hard = 0.04, Low = 0.04 };
        Assert.That(ladder.Faults().Select(fault => fault.Key), Is.EqualTo(new[] { "hard", "low" }));
        Assert.That(ladder.Faults().First().Rule, Is.EqualTo("must be below 'soft', the state before it"));
        Assert.That(new LadderOptions { Hard = 0.7 }.Faults().Single().Value, Is.EqualTo(0.7), "against the usual soft 0.64");
        Assert.That(new LadderOptions { Kind = LadderKind.Custom, Soft = 0.05, Low = 0.01 }.Faults(), Is.Empty);
    }

    private static double[] Thresholds(MemoryLadder ladder) =>
        [.. new[] { LadderState.Clear, LadderState.Soft, LadderState.Hard, LadderState.Low }.Select(state => ladder.Threshold(state) / 256)];
}
