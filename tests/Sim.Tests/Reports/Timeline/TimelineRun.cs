using Sim.Kernel.Quantities;
using Sim.Kernel.Results;
using Sim.Reports.Results;

namespace Sim.Tests.Reports.Timeline;

/// <summary>A result folder with a timeline and nothing else.</summary>
internal static class TimelineRun
{
    public static void WriteTo(string path, int pcpus = 2, int vms = 3, int vcpus = 2, int changes = 500)
    {
        using ResultFolder folder = ResultFolder.Create(path);
        ScriptedHost.Play(new TimelineTable(folder.Open(TimelineTable.Schema)), seed: 5, pcpus, vms, vcpus, changes);
        folder.Commit(SampleRun.Manifest());
    }

    public static void WriteEmpty(string path)
    {
        using ResultFolder folder = ResultFolder.Create(path);
        new LimitedTimeline(new TimelineTable(folder.Open(TimelineTable.Schema)), SimTime.Zero, SimTime.Zero, 1).End();
        folder.Commit(SampleRun.Manifest());
    }
}
