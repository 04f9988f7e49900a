using System;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Cpu;
using Sim.Statistics;

namespace Sim.Validation;

/// <summary>
/// The ready-time estimate against the machine-repairman queue as Sim.Statistics computes it (other code, checked there
/// against published tables), and against a simulated host whose vCPUs are not alike, which the estimate assumes they are.
/// </summary>
[TestFixture]
internal sealed class ReadyTimeTests
{
    [Test]
    public void ItIsTheMachineRepairmanQueue()
    {
        ReadyTimeModel model = new();
        double worst = 0;
        foreach (int pcpus in new[] { 1, 2, 4, 16, 64 })
        {
            foreach (double crowd in new[] { 1.5, 2, 4, 8 })
            {
                int vcpus = (int)(pcpus * crowd) + 1;
                for (double busy = 0.02; busy < 1; busy += 0.07)
                {
                    double exact = Queueing.MachineRepairman(vcpus, pcpus, (1 - busy) / busy, 1).MeanQueue;
                    worst = Math.Max(worst, Math.Abs(model.Waiting(vcpus * busy, vcpus * busy * busy, pcpus) - exact) / vcpus * 100);
                }
            }
        }

        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"largest error {worst:G3} % of a vCPU's time"));
        Assert.That(worst, Is.LessThan(0.1));
    }

    /// <summary>
    /// Processor sharing of c pCPUs among vCPUs with unlike duty cycles, exponential idling and bursts: simulated ready time
    /// against the estimate. The tolerance is what a planner can live with: a tenth, or 0.2 points.
    /// </summary>
    [TestCase(4, 0.05, 0.30, 12, TestName = "light: 4 pCPUs, 12 vCPUs of 5 and 30 %")]
    [TestCase(4, 0.10, 0.50, 12, TestName = "busy: 4 pCPUs, 12 vCPUs of 10 and 50 %")]
    [TestCase(16, 0.10, 0.40, 60, TestName = "large: 16 pCPUs, 60 vCPUs of 10 and 40 %")]
    [TestCase(2, 0.02, 0.80, 6, TestName = "unlike: 2 pCPUs, 6 vCPUs of 2 and 80 %")]
    public void UnlikeVcpusWaitAboutAsLong(int pcpus, double idle, double busy, int vcpus)
    {
        double[] duty = new double[vcpus];
        for (int i = 0; i < vcpus; i++)
        {
            duty[i] = i % 2 == 0 ? idle : busy;
        }

        double simulated = SharedHost.ReadyPct(pcpus, duty, seed: 5);
        double estimated = new ReadyTimeModel().Waiting(duty.Sum(), duty.Sum(p => p * p), pcpus) / vcpus * 100;
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"ready time simulated {simulated:F3} %, estimated {estimated:F3} %, error {estimated - simulated:F3} points"));
        Assert.That(estimated, Is.EqualTo(simulated).Within(Math.Max(0.2, simulated / 10)));
    }
}
