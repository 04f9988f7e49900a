using NUnit.Framework;
using Sim.Hosts.Cpu;

namespace Sim.Tests.Hosts;

[TestFixture]
internal sealed class ReadyTimeModelTests
{
    [Test]
    public void TwoVcpusOnOnePcpuByHand()
    {
        // M/M/1//2 with r = p / (1 - p) = 1: weights 1, 2, 2; waiting = 2/5 of one vCPU.
        Assert.That(ReadyTimeModel.WaitingExactly(2, 1, 0.5), Is.EqualTo(0.4).Within(1e-15));
    }

    [Test]
    public void ThreeVcpusOnTwoPcpusByHand()
    {
        // r = 1/3: weights 1, 1, 1/3, 1/18; waiting = (1/18) / (43/18) = 1/43.
        Assert.That(ReadyTimeModel.WaitingExactly(3, 2, 0.25), Is.EqualTo(1.0 / 43).Within(1e-15));
    }

    private static double Alike(int vcpus, int pcpus, double busy) => new ReadyTimeModel().Waiting(vcpus * busy, vcpus * busy * busy, pcpus);

    [TestCase(4, 4)]
    [TestCase(3, 8)]
    public void NobodyWaitsWithAPcpuForEach(int vcpus, int pcpus) =>
        Assert.That(Alike(vcpus, pcpus, 0.9), Is.Zero);

    [Test]
    public void HogsAlwaysWait() => Assert.That(Alike(10, 4, 1), Is.EqualTo(6));

    [Test]
    public void AHostOfThousandsOfVcpusNeitherOverflowsNorVanishes() =>
        Assert.That(ReadyTimeModel.WaitingExactly(4000, 128, 0.5), Is.EqualTo(4000 - 128 - 128).Within(1), "deeply saturated: c run, c idle");

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public void TheTableStaysNearTheExactChain(byte extra, byte pcpus, ushort busy)
    {
        int c = 1 + (pcpus % 64);
        int n = c + extra;
        double p = busy / 65535.0;
        double exact = ReadyTimeModel.WaitingExactly(n, c, p);
        Assert.That(Alike(n, c, p), Is.EqualTo(exact).Within(0.001 * n), "0.1 % of the vCPUs");
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public void MoreLoadNeverMeansLessWaiting(byte extra, byte pcpus, ushort busy)
    {
        int c = 1 + (pcpus % 64);
        double p = busy / 65536.0 * 0.99;
        Assert.That(Alike(c + extra, c, p + 0.01), Is.GreaterThanOrEqualTo(Alike(c + extra, c, p) - 1e-9));
    }

    [Test]
    public void IdleVcpusBesideHogsDoNotCollide()
    {
        // Two hogs and a hundred idle vCPUs are two hogs: N' = 2, p' = 1.
        Assert.That(new ReadyTimeModel().Waiting(2, 2, 1), Is.EqualTo(1).Within(1e-12));
        Assert.That(new ReadyTimeModel().Waiting(2, 2, 2), Is.Zero);
    }
}
