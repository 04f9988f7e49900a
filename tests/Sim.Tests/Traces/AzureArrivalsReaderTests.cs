using System;
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
    [TestCase("train", 1200998, 300, 1799700, 2.726, 6.705, 5999, 200.20, 113.95, 1493)]
    [TestCase("dev", 259159, 1800000, 2099700, 2.153, 3.992, 1000, 259.16, 160.93, 916)]
    public void The_decoded_arrivals_have_the_known_statistics(
        string part, int vms, int first, int last, double vcpus, double gib, int bins, double perBin, double deviation, int mostInBin)
    {
        Workload workload = TraceReader.Read(TraceFolder.Shared($"azure/azure_v1_{part}_vms.csv.gz"));
        int[] all = [.. Enumerable.Range(0, workload.VmCount)];
        long[] created = Array.ConvertAll(all, vm => (long)workload.Created(vm).Seconds);
        double[] counts = [.. created.GroupBy(time => time).Select(bin => (double)bin.Count())];
        Assert.Multiple(() =>
        {
            Assert.That(workload.VmCount, Is.EqualTo(vms));
            Assert.That((created.Min(), created.Max()), Is.EqualTo(((long)first, (long)last)));
            Assert.That(all.Average(vm => workload.Size(vm).VCpus), Is.EqualTo(vcpus).Within(0.0005));
            Assert.That(all.Average(vm => workload.Size(vm).MemoryMib / 1024), Is.EqualTo(gib).Within(0.0005));
            Assert.That(counts, Has.Length.EqualTo(bins));
            Assert.That(counts.Average(), Is.EqualTo(perBin).Within(0.005));
            Assert.That(Math.Sqrt(counts.Average(n => (n - counts.Average()) * (n - counts.Average()))), Is.EqualTo(deviation).Within(0.1));
            Assert.That(counts.Max(), Is.EqualTo(mostInBin));
        });
        if (part == "dev")
        {
            Assert.That(all.Count(vm => workload.Lifetime(vm).EndCensored), Is.EqualTo(14317));
        }
    }

    protected override string WriteSound() => WriteTrace("sound.csv", "");

    protected override string WriteFaulty() => WriteTrace("faulty.csv", "600,1,two,3.5,900,900,0\n");

    private string WriteTrace(string name, string bad) => Folder.Write(
        name, $"{LongHeader}300,0,8,14,900,900,0\n{bad}600,1,1,0.75,3600,7200,0\n600,1,2,3.5,900,900,1\n");
}
