using FsCheck;

namespace Sim.Tests.Scenarios;

/// <summary>How properties are tried: the same samples each time, so that a failure can be repeated.</summary>
internal static class Samples
{
    public static Config Config(int count) => FsCheck.Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(20260101, 1);
}
