using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Traces;
using Sim.Traces.Summary;

namespace Sim.Tests.Traces;

internal sealed class BitbrainsReaderTests : TraceReaderContract
{
    private const string Columns =
        "Timestamp [ms];\tCPU cores;\tCPU capacity provisioned [MHZ];\tCPU usage [MHZ];\tCPU usage [%];\tMemory capacity provisioned [KB];\t"
        + "Memory usage [KB];\tDisk read throughput [KB/s];\tDisk write throughput [KB/s];\tNetwork received throughput [KB/s];\t"
        + "Network transmitted throughput [KB/s]\n";

    protected override string Format => "bitbrains";

    protected override int Vms => 2;

    protected override int FaultyLine => 3;

    protected override string Header => Columns;

    [Test]
    public void Times_in_seconds_and_in_milliseconds_mean_the_same()
    {
        Folder.Write("s/1.csv", Columns + Row("1376314846") + Row("1376315146"));
        Folder.Write("ms/1.csv", Columns + Row("1376314846000") + Row("1376315146000"));
        Workload seconds = Read(Folder.At("s"));
        Assert.That(seconds.OriginUnixSeconds, Is.EqualTo(1376314846));
        Assert.That(WorkloadText.Of(Read(Folder.At("ms"))), Is.EqualTo(WorkloadText.Of(seconds)));
    }

    [Test]
    public void Of_two_rows_with_one_time_the_later_counts()
    {
        Folder.Write("t/1.csv", Columns + Row("1376314846", percent: "5.0") + Row("1376314846", percent: "7.0") + Row("1376315146"));
        Workload workload = Read(Folder.At("t"));
        Assert.That(workload.Samples(Counter.Cpu, 0)[0], Is.EqualTo(7));
        Assert.That((workload.Count(0), workload.Report.Duplicates, workload.Report.Rows), Is.EqualTo((2, 1L, 3L)));
    }

    [Test]
    public void No_cores_and_no_capacity_is_absent_not_idle()
    {
        Folder.Write("t/1.csv", Columns + Row("1376314846") + Row("1376315146", cores: "0", capacity: "0.0", percent: "0.0") + Row("1376315446"));
        Workload workload = Read(Folder.At("t"));
        Assert.That(workload.Samples(Counter.Cpu, 0), Is.EqualTo(new[] { 1.5, double.NaN, 1.5 }));
        double[] grid = new double[4];
        workload.ReadGrid(Counter.Cpu, 0, SimTime.Zero, workload.Interval, 0, grid);
        Assert.That(grid, Is.EqualTo(new[] { 1.5, double.NaN, 1.5, double.NaN }));
        Assert.That(workload.Report.PoweredOff, Is.EqualTo(1));
    }

    [Test]
    public void Resizes_are_kept_and_the_largest_size_is_the_VMs()
    {
        Folder.Write("t/1.csv", Columns + Row("1376314846") + Row("1376315146", cores: "4", capacity: "10400.0", memory: "4194304.0") + Row("1376315446"));
        Workload workload = Read(Folder.At("t"));
        Assert.That(workload.Size(0), Is.EqualTo(new VmSize(4, 2600, 4096)));
        Assert.That(workload.Samples(Counter.Cores, 0), Is.EqualTo(new double[] { 2, 4, 2 }));
        Assert.That(workload.Samples(Counter.MemorySize, 0), Is.EqualTo(new double[] { 2048, 4096, 2048 }));
        Assert.That(workload.Samples(Counter.CpuCapacity, 0), Is.EqualTo(new[] { 5200, 10400, 5200.0 }));
    }

    [Test]
    public void Use_above_100_percent_is_kept()
    {
        Folder.Write("t/1.csv", Columns + Row("1376314846", percent: "182.25"));
        Assert.That(Read(Folder.At("t")).Samples(Counter.Cpu, 0), Is.EqualTo(new[] { 182.25 }));
    }

    [Test]
    public void A_file_of_a_header_alone_is_a_VM_without_samples()
    {
        Folder.Write("t/1.csv", Columns);
        Folder.Write("t/2.csv", Columns + Row("1376314846"));
        Workload workload = Read(Folder.At("t"));
        Assert.That((workload.VmCount, workload.Count(0), workload.Report.EmptyFiles), Is.EqualTo((2, 0, 1)));
    }

    [Test]
    public void MHz_of_use_are_kept_when_asked_for()
    {
        Workload workload = TraceReader.Read(WriteSound(), new TraceOptions { Counters = [Counter.CpuUsed] });
        Assert.That(workload.Counters, Is.EqualTo(new[] { Counter.CpuUsed }));
        Assert.That(workload.Samples(Counter.CpuUsed, 0), Is.EqualTo(new[] { 78.0, 78, 78 }));
    }

    [TestCase("x", "found 'x'; expected a time in seconds or milliseconds since 1970")]
    [TestCase("-5", "found '-5'; expected a time in seconds or milliseconds since 1970")]
    [TestCase("1376314000", "found '1376314000'; expected times that rise from row to row")]
    public void A_bad_time_is_a_fault(string time, string message)
    {
        Folder.Write("t/1.csv", Columns + Row("1376314846") + Row(time));
        Assert.That(FaultsOf(Folder.At("t")), Is.EqualTo(new[] { $"t/1.csv:3:1: {message}" }));
    }

    [TestCase("abc")]
    [TestCase("")]
    [TestCase("NaN")]
    [TestCase("-0.5")]
    [TestCase("Infinity")]
    public void Text_in_a_number_is_a_fault_at_its_column(string percent)
    {
        Folder.Write("t/1.csv", Columns + Row("1376314846", percent: percent));
        Assert.That(FaultsOf(Folder.At("t")).Single(), Does.StartWith($"t/1.csv:2:30: found '{percent}'; expected a number of 0 or more"));
    }

    [Test]
    public void A_cut_off_line_is_a_fault()
    {
        Folder.Write("t/1.csv", Columns + Row("1376314846") + "1376315146;\t2;\t58");
        Assert.That(FaultsOf(Folder.At("t")).Single(), Is.EqualTo("t/1.csv:3:1: found 3 columns; expected 11 columns separated by ';' (is the line cut off?)"));
    }

    [Test]
    public void A_wrong_delimiter_is_one_fault_not_thousands()
    {
        Folder.Write("t/1.csv", (Columns + Row("1376314846") + Row("1376315146")).Replace(';', ','));
        Assert.That(FaultsOf(Folder.At("t")).Single(), Does.StartWith("t/1.csv:1:1: found ").And.Contain("separated by ';'"));
    }

    [Test]
    public void The_packaged_week_has_the_known_statistics()
    {
        // Expected: design/traces.md 2.2. Its figures count "powered off" rows as zeros; here they are absent.
        Workload workload = TraceReader.Read(
            Repository.Shared("traces/bitbrains/bitbrains-rnd-20130805-7d.tar.gz"),
            new TraceOptions { Counters = CounterText.All });
        TraceSummary summary = TraceInfo.Of(workload);
        double rows = summary.Samples;
        double Mean(Counter counter) => summary.Counters.Single(c => string.Equals(c.Name, counter.Name(), StringComparison.Ordinal)).Sum / rows;
        Assert.Multiple(() =>
        {
            Assert.That(workload.VmCount, Is.EqualTo(500));
            Assert.That((workload.Report.Rows, workload.Report.Duplicates, summary.Samples), Is.EqualTo((1008826L, 2016L, 1006810L)));
            Assert.That(workload.Report.EmptyFiles, Is.EqualTo(1));
            Assert.That(Mean(Counter.Cpu), Is.EqualTo(6.11731).Within(0.000005));
            Assert.That(Mean(Counter.CpuUsed), Is.EqualTo(777.2657).Within(0.00005));
            Assert.That(Mean(Counter.MemoryActive) * 1024, Is.EqualTo(496403.10).Within(0.01));
            Assert.That(Mean(Counter.DiskRead), Is.EqualTo(139.3210).Within(0.00005));
            Assert.That(Mean(Counter.DiskWrite), Is.EqualTo(134.9088).Within(0.00005));
            Assert.That(Mean(Counter.NetReceived), Is.EqualTo(77.1710).Within(0.00005));
            Assert.That(Mean(Counter.NetSent), Is.EqualTo(61.3861).Within(0.00005));
            Assert.That(summary.VCpus, Is.EqualTo(1447));
            Assert.That(summary.CapacityMhz, Is.EqualTo(3901198).Within(0.5));
            Assert.That(summary.Aggregate!.Max, Is.EqualTo(1026376.4).Within(0.5));
        });
        double[] cpu = WithZeros(workload);
        Assert.That(Quantiles(cpu), Is.EqualTo(new[] { 0, 0.2, 1.0, 2.0333, 39.7333, 102.6667, 111.8667 }).Within(0.00005));
        Assert.That(Math.Sqrt(cpu.Sum(v => (v - 6.11731) * (v - 6.11731)) / cpu.Length), Is.EqualTo(18.36881).Within(0.000005));
        AssertFirstVm(workload);
    }

    protected override string WriteSound()
    {
        Folder.Write("sound/10.csv", Columns + Row("1376314846") + Row("1376315146"));
        Folder.Write("sound/1.csv", Columns + Row("1376314846") + Row("1376315147") + Row("1376315446"));
        return Folder.At("sound");
    }

    protected override string WriteFaulty()
    {
        Folder.Write("faulty/10.csv", Columns + Row("1376314846") + Row("1376315146"));
        Folder.Write("faulty/1.csv", Columns + Row("1376314846") + Row("1376314850", percent: "?") + Row("1376315147") + Row("1376315446"));
        return Folder.At("faulty");
    }

    private static string Row(
        string time, string cores = "2", string capacity = "5200.0", string percent = "1.5", string memory = "2097152.0") =>
        $"{time};\t{cores};\t{capacity};\t78.0;\t{percent};\t{memory};\t110448.53333333334;\t160.86666666666667;\t21.7;\t0.0;\t1.4666666666666666\n";

    private static double[] WithZeros(Workload workload) =>
    [
        .. Enumerable.Range(0, workload.VmCount)
            .SelectMany(vm => workload.Samples(Counter.Cpu, vm))
            .Select(value => double.IsNaN(value) ? 0 : value)
            .Order(),
    ];

    private static double[] Quantiles(double[] sorted) =>
        Array.ConvertAll(new[] { 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1 }, q => MathNet.Numerics.Statistics.SortedArrayStatistics
            .QuantileCustom(sorted, q, MathNet.Numerics.Statistics.QuantileDefinition.R7));

    private static void AssertFirstVm(Workload workload)
    {
        int vm = workload.Names.Find("1");
        Assert.That(workload.Count(vm), Is.EqualTo(2013));
        Assert.That(workload.Samples(Counter.Cpu, vm).Average(), Is.EqualTo(3.372200).Within(0.0000005));
        Assert.That(workload.Samples(Counter.CpuUsed, vm).Average(), Is.EqualTo(197.341092).Within(0.0000005));
    }
}
