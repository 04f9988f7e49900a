using System.Linq;
using NUnit.Framework;
using Sim.Reports.Page;

namespace Sim.Tests.Reports;

internal sealed class ThinningTests
{
    [Test]
    public void A_short_run_is_shown_whole()
    {
        double[] values = [3, 1, double.NaN];
        Assert.That(Thinning.Peaks(values), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(Thinning.Note(3), Is.Empty);
    }

    [Test]
    public void A_long_run_keeps_its_peak()
    {
        double[] values = [.. Enumerable.Range(0, 8640).Select(i => i == 4321 ? 9.0 : i % 3)];
        int[] picked = Thinning.Peaks(values);
        Assert.That(picked, Has.Length.LessThanOrEqualTo(Thinning.MaxPoints).And.Contains(4321));
        Assert.That(picked, Is.Ordered);
        Assert.That(Thinning.Note(8640), Does.Contain("busiest of 5 samples"));
    }

    [Test]
    public void Nothing_is_nothing() => Assert.That(Thinning.Peaks([]), Is.Empty);
}
