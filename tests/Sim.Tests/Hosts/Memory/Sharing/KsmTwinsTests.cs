using NUnit.Framework;
using Sim.Hosts.Memory.Sharing;

namespace Sim.Tests.Hosts.Memory.Sharing;

internal sealed class KsmTwinsTests
{
    // 100 pages in 50 pairs, all compared in one pass.
    private static KsmTwins Merged
    {
        get
        {
            KsmTwins twins = default;
            twins.Resize(0, 100);
            twins.Pass(100, 0, new KsmMeeting(100, 100, 100, 0, 0));
            return twins;
        }
    }

    [Test]
    public void Pairs_that_are_met_in_one_pass_merge() => Assert.That((Merged.Merged, Merged.Common(100)), Is.EqualTo((100.0, 50.0)));

    // 20 pages are written: of 50 pairs, 2 lose both and 16 one.
    [Test]
    public void Written_pages_leave_their_twins_merged()
    {
        KsmTwins twins = Merged;
        twins.Break(100, 80);
        Assert.That(twins.Common(100), Is.EqualTo(48).Within(1e-9));
    }

    // Of the 20, 16 find their twins; the other 4 are 2 pairs that meet if both are looked at now: here one in four is.
    [Test]
    public void A_page_joins_its_merged_twin_and_seldom_meets_one_that_is_not()
    {
        KsmTwins twins = Merged;
        twins.Break(100, 80);
        twins.Pass(100, 0, new KsmMeeting(20, 5, 5, 0, 0));
        Assert.That(twins.Merged, Is.EqualTo(80 + 4 + (1 * 0.25)).Within(1e-9));
    }
}
