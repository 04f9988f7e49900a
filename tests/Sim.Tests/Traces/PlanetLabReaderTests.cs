using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Traces;
using Sim.Traces.Summary;

namespace Sim.Tests.Traces;

internal sealed class PlanetLabReaderTests : TraceReaderContract
{
    protected override string Format => "planetlab";

    protected override int Vms => 2;

    protected override int FaultyLine => 3;

    [Test]
    public void Values_stand_300_s_apart_in_order_of_names()
    {
        Workload workload = Read(WriteSound());
        Assert.That(workload.Name(0), Is.EqualTo("a_vm"));
        Assert.That(workload.Samples(Counter.Cpu, 0), Is.EqualTo(new double[] { 5, 0, 99, 100 }));
        Assert.That(workload.Interval, Is.EqualTo(Duration.FromMinutes(5)));
        Assert.That(workload.Span, Is.EqualTo(Duration.FromMinutes(20)));
        Assert.That(workload.Size(0), Is.EqualTo(VmSize.Unknown));
    }

    [Test]
    public void The_interval_can_be_another()
    {
        Workload workload = TraceReader.Read(WriteSound(), new TraceOptions { Interval = Duration.FromMinutes(1) });
        Assert.That(workload.Span, Is.EqualTo(Duration.FromMinutes(4)));
    }

    [TestCase("12,5")]
    [TestCase("-3")]
    [TestCase("101")]
    [TestCase("")]
    [TestCase("4.5")]
    [TestCase("1e1")]
    public void A_line_that_is_no_percentage_is_a_fault(string line)
    {
        Folder.Write("t/vm", $"1\n{line}\n3\n");
        string found = line.Length == 0 ? "an empty line" : $"'{line}'";
        Assert.That(FaultsOf(Folder.At("t")), Is.EqualTo(new[] { $"t/vm:2:1: found {found}; expected a whole percentage from 0 to 100" }));
    }

    [Test]
    public void All_faults_of_all_files_are_reported()
    {
        Folder.Write("t/a", "x\n2\ny\n");
        Folder.Write("t/b", "");
        Folder.Write("t/c", "z\n");
        Assert.That(FaultsOf(Folder.At("t")), Has.Length.EqualTo(4));
    }

    [Test]
    public void A_name_twice_in_an_archive_is_a_fault()
    {
        Folder.Write("t/vm.csv", "1\n");
        Folder.Write("t/vm.txt", "2\n");
        Assert.That(FaultsOf(Folder.At("t"))[0], Does.Contain("a second file for VM 'vm'"));
    }

    [Test]
    public void Windows_line_ends_and_a_missing_last_one_are_fine()
    {
        Folder.Write("t/vm", "1\r\n2\r\n3");
        Assert.That(Read(Folder.At("t")).Samples(Counter.Cpu, 0), Is.EqualTo(new double[] { 1, 2, 3 }));
    }

    // Expected: design/traces.md 2.1, worked out there from CloudSim's files; VM counts and means agree with the workload
    // table of Beloglazov and Buyya, CCPE 24(13), 2012.
    // Figures: VMs, sum, mean, sd, zeros %, median VM mean; all together: min, mean, max, step of max, lag 1; mean VM lag 1.
    [TestCase("20110303", "2/6/15/36/50/79", new[] { 1052, 3730979, 12.3144, 17.0888, 14.985, 6.826, 10895, 12954.8, 14326, 162, 0.7405, 0.0775 })]
    [TestCase("20110306", "2/5/13/34/48/79", new[] { 898, 2958567, 11.4396, 16.8302, 15.236, 6.295, 8506, 10272.8, 11785, 149, 0.8777, 0.0819 })]
    [TestCase("20110309", "2/4/13/31/42/77", new[] { 1061, 3270541, 10.7032, 15.5689, 18.192, 6.587, 7040, 11356.0, 13538, 181, 0.9177, 0.1192 })]
    [TestCase("20110322", "2/5/12/23/34/65", new[] { 1516, 4044554, 9.2636, 12.7779, 18.856, 5.538, 11562, 14043.6, 16477, 133, 0.5568, 0.0838 })]
    [TestCase("20110325", "2/6/14/27/39/72", new[] { 1078, 3278904, 10.5613, 14.1422, 14.994, 6.378, 9538, 11385.1, 12962, 182, 0.6947, 0.0725 })]
    public void The_days_of_CloudSim_have_the_known_statistics(string day, string quantiles, double[] expected)
    {
        Workload workload = TraceReader.Read(Repository.Shared($"traces/planetlab/planetlab-{day}.tar.gz"));
        TraceSummary summary = TraceInfo.Of(workload);
        CounterSummary cpu = summary.Counters.Single();
        AggregateSummary together = summary.Aggregate!;
        double[] found =
        [
            summary.Vms, cpu.Sum, cpu.Mean, cpu.Deviation, cpu.ZerosPct, cpu.MedianVmMean,
            together.Min, together.Mean, together.Max, together.MaxStep, together.Lag1, cpu.MeanVmLag1,
        ];

        // Half of the last digit that the table gives.
        double[] tolerances = [0, 0, 0.00005, 0.00005, 0.0005, 0.0005, 0, 0.05, 0, 0, 0.00005, 0.00005];
        Assert.Multiple(() =>
        {
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.That(found[i], Is.EqualTo(expected[i]).Within(tolerances[i] + 1e-9), string.Create(CultureInfo.InvariantCulture, $"figure {i}"));
            }
        });
        Assert.That(string.Join("/", cpu.Quantiles.Skip(1)), Is.EqualTo(quantiles));
        Assert.That(summary.Samples, Is.EqualTo(summary.Vms * 288L));
    }

    [Test]
    public void The_first_file_of_March_3_begins_as_known()
    {
        Workload workload = TraceReader.Read(Repository.Shared("traces/planetlab/planetlab-20110303.tar.gz"));
        Assert.That(workload.Name(0), Is.EqualTo("146-179_surfsnel_dsl_internl_net_colostate_557"));
        Assert.That(workload.Samples(Counter.Cpu, 0).Take(5), Is.EqualTo(new double[] { 24, 34, 29, 26, 26 }));
        Assert.That(workload.Inputs.Single().Sha256, Is.EqualTo("8829da4a1d05ce6ab9ffe99473c1b88c430493c166d765c93fbc7468a69ed9ee"));
    }

    protected override string WriteSound()
    {
        Folder.Write("sound/b_vm", "1\n2\n3\n4\n");
        Folder.Write("sound/a_vm", "5\n0\n99\n100\n");
        return Folder.At("sound");
    }

    protected override string WriteFaulty()
    {
        Folder.Write("faulty/b_vm", "1\n2\n3\n4\n");
        Folder.Write("faulty/a_vm", "5\n0\nx\n100\n");
        return Folder.At("faulty");
    }

    protected override void AssertNoGoodRowIsLost(Workload sound, Workload lenient)
    {
        // Lines carry no time, so a bad one leaves a gap.
        Assert.That(lenient.Samples(Counter.Cpu, 0), Is.EqualTo(new[] { 5, 0, double.NaN, 100 }));
        Assert.That(lenient.Samples(Counter.Cpu, 1), Is.EqualTo(sound.Samples(Counter.Cpu, 1)));
    }
}
