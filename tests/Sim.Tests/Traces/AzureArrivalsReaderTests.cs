using System;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Traces;

namespace Sim.Tests.Traces;

internal sealed class AzureArrivalsReaderTests : TraceReaderContract
{
    private const string LongHeader = "arrival_s,batch,vcpus,mem_gb,life_lo_s,life_hi_s,censored\n";

    protected override string Format => "azure-arrivals";

    protected override int Vms => 3;

    protected override int FaultyLine => 3;

    protected override string Header => LongHeader;

    [Test]
    public void Lifetimes_end_in_the_middle_of_their_bounds()
    {
        Workload workload = Read(WriteSound());
        Assert.That(workload.Lifetime(0), Is.EqualTo(new Lifetime(SimTime.FromSeconds(300), SimTime.FromSeconds(1200), false, false)));
        Assert.That(workload.Deleted(1), Is.EqualTo(SimTime.FromSeconds(600 + 5400)));
        Assert.That(workload.Lifetime(2), Is.EqualTo(new Lifetime(SimTime.FromSeconds(600), SimTime.Never, false, true)));
        Assert.That(workload.Size(0), Is.EqualTo(new VmSize(8, double.NaN, 14336)));
        Assert.That(workload.SampleCount, Is.Zero);
    }

    [Test]
    public void Arrivals_without_lifetimes_are_never_deleted()
    {
        Folder.Write("a.csv", "arrival_s,batch,vcpus,mem_gb\n300,0,2,3.5\n");
        Assert.That(Read(Folder.At("a.csv")).Deleted(0), Is.EqualTo(SimTime.Never));
    }

    // Expected: design/traces.md 2.3.
    // Figures: VMs, first and last arrival s, mean vCPUs and GB, bins, VMs per bin: mean, sd, max; censored (of train: all unknown).
    [TestCase("train", new[] { 1200998, 300, 1799700, 2.726, 6.705, 5999, 200.20, 113.95, 1493, 1200998 })]
    [TestCase("dev", new[] { 259159, 1800000, 2099700, 2.153, 3.992, 1000, 259.16, 160.93, 916, 14317 })]
    public void The_decoded_arrivals_have_the_known_statistics(string part, double[] expected)
    {
        Workload workload = TraceReader.Read(Repository.Shared($"traces/azure/azure_v1_{part}_vms.csv.gz"));
        int[] all = [.. Enumerable.Range(0, workload.VmCount)];
        double[] created = Array.ConvertAll(all, vm => workload.Created(vm).Seconds);
        double[] counts = [.. created.GroupBy(time => time).Select(bin => (double)bin.Count())];
        double mean = counts.Average();
        double[] found =
        [
            workload.VmCount, created.Min(), created.Max(), all.Average(vm => workload.Size(vm).VCpus),
            all.Average(vm => workload.Size(vm).MemoryMib / 1024), counts.Length, mean,
            Math.Sqrt(counts.Sum(n => (n - mean) * (n - mean)) / counts.Length), counts.Max(),
            all.Count(vm => workload.Lifetime(vm).EndCensored),
        ];
        double[] tolerances = [0, 0, 0, 0.0005, 0.0005, 0, 0.005, 0.005, 0, 0];
        Assert.Multiple(() =>
        {
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.That(found[i], Is.EqualTo(expected[i]).Within(tolerances[i] + 1e-9), string.Create(CultureInfo.InvariantCulture, $"figure {i}"));
            }
        });
    }

    protected override string WriteSound() => WriteTrace("sound.csv", "");

    protected override string WriteFaulty() => WriteTrace("faulty.csv", "600,1,two,3.5,900,900,0\n");

    private string WriteTrace(string name, string bad) => Folder.Write(
        name, $"{LongHeader}300,0,8,14,900,900,0\n{bad}600,1,1,0.75,3600,7200,0\n600,1,2,3.5,900,900,1\n");
}
