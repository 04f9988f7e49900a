using System.IO;
using NUnit.Framework;
using Sim.Reports;

namespace Sim.Tests.Reports;

internal sealed class ReportBuilderTests
{
    [Test, Explicit("writes a sample for looking at")]
    public void Sample()
    {
        string folder = "/tmp/sim-sample/consolidation";
        Directory.CreateDirectory("/tmp/sim-sample");
        new SampleRun().WriteTo(folder);
        ReportBuilder.Build(folder);
        new SampleRun { Hosts = 400, Samples = 8640, Columns = 300, VmsPerHost = 2 }.WriteTo(folder + "-large");
        ReportBuilder.Build(folder + "-large");
    }
}
