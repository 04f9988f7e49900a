using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Traces;

namespace Sim.Tests.Traces;

internal sealed class MaternaReaderTests : TraceReaderContract
{
    // As GWA-T-13's page describes its columns (design/traces.md 3.1, unverified: no file was at hand).
    private const string Columns =
        "\"Timestamp\";\"CPU cores\";\"CPU capacity provisioned [MHZ]\";\"CPU usage [MHZ]\";\"CPU usage [%]\";"
        + "\"Memory capacity provisioned [KB]\";\"Memory usage [KB]\";\"Memory usage [%]\";\"Disk read throughput [KB/s]\";"
        + "\"Disk write throughput [KB/s]\";\"Disk size [GB]\";\"Network received throughput [KB/s]\";\"Network transmitted throughput [KB/s]\"\n";

    protected override string Format => "materna";

    protected override int Vms => 1;

    protected override int FaultyLine => 3;

    protected override string Header => Columns;

    [Test]
    public void German_dates_and_commas_are_understood()
    {
        Workload workload = Read(WriteSound());
        // 2015-11-04 12:00:00 UTC.
        Assert.That(workload.OriginUnixSeconds, Is.EqualTo(1446638400));
        Assert.That(workload.Interval, Is.EqualTo(Duration.FromMinutes(5)));
        Assert.That(workload.Samples(Counter.Cpu, 0), Is.EqualTo(new[] { 12.75, 12.75 }));
        Assert.That(workload.Samples(Counter.DiskWrite, 0), Is.EqualTo(new[] { 8.5, 8.5 }));
        Assert.That(workload.Size(0), Is.EqualTo(new VmSize(2, 2600, 4096)));
    }

    [Test]
    public void A_decimal_point_or_an_American_date_is_a_fault()
    {
        Folder.Write("t/1.csv", Columns + Row("04.11.2015 12:00:00").Replace("12,75", "1.275,3") + Row("2015-11-04 12:05:00"));
        Assert.That(FaultsOf(Folder.At("t")), Is.EqualTo(new[]
        {
            "t/1.csv:2:41: found '1.275,3'; expected a number of 0 or more",
            "t/1.csv:3:2: found '2015-11-04 12:05:00'; expected a date and time as dd.MM.yyyy HH:mm:ss",
        }));
    }

    protected override string WriteSound()
    {
        Folder.Write("sound/01.csv", Columns + Row("04.11.2015 12:00:00") + Row("04.11.2015 12:05:00"));
        return Folder.At("sound");
    }

    protected override string WriteFaulty()
    {
        Folder.Write("faulty/01.csv", Columns + Row("04.11.2015 12:00:00") + Row("04.11.2015") + Row("04.11.2015 12:05:00"));
        return Folder.At("faulty");
    }

    private static string Row(string time) =>
        $"\"{time}\";\"2\";\"5200\";\"663\";\"12,75\";\"4194304\";\"1048576\";\"25,0\";\"0\";\"8,5\";\"40\";\"1\";\"2\"\n";
}
