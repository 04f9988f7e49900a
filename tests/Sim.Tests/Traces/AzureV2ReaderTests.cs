using NUnit.Framework;
using Sim.Traces;
using Sim.Traces.Formats;

namespace Sim.Tests.Traces;

internal sealed class AzureV2ReaderTests : TraceReaderContract
{
    protected override string Format => "azure-v2";

    protected override int Vms => 2;

    protected override int FaultyLine => 2;

    [Test]
    public void Open_ended_buckets_get_the_sizes_of_the_options()
    {
        Assert.That(Read(WriteSound()).Size(1), Is.EqualTo(new VmSize(32, double.NaN, 128 * 1024)));
        TraceOptions options = new() { Format = Format, FormatOptions = new AzureV2Options { AboveCores = 48, AboveMemoryGib = 112 } };
        Assert.That(TraceReader.Read(WriteSound(), options).Size(1), Is.EqualTo(new VmSize(48, double.NaN, 112 * 1024)));
        Assert.That(Read(WriteSound()).Size(0), Is.EqualTo(new VmSize(4, double.NaN, 8 * 1024)));
    }

    [Test]
    public void A_bucket_without_a_number_is_a_fault()
    {
        Folder.Write("t/vmtable.csv", "a,s,d,0,300,9,1,5,Unknown,>,8\n");
        Assert.That(FaultsOf(Folder.At("t")), Is.EqualTo(new[] { "t/vmtable.csv:1:27: found '>'; expected cores such as '4' or '>24'" }));
    }

    protected override string WriteSound() => WriteTrace("sound", "");

    protected override string WriteFaulty() => WriteTrace("faulty", "c,s,d,0,300,9,1,5,Unknown,four,8\n");

    private string WriteTrace(string folder, string bad)
    {
        Folder.Write($"{folder}/vmtable.csv", $"a,s,d,0,2591700,9,1,5,Unknown,4,8\n{bad}b,s,d,300,900,9,1,5,Interactive,>24,>64\n");
        return Folder.At(folder);
    }
}
