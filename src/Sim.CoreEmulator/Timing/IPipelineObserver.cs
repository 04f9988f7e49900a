namespace Sim.CoreEmulator.Timing;

/// <summary>Is told of each instruction and when it passed the stages: pipeline diagrams.</summary>
internal interface IPipelineObserver
{
    /// <summary>An instruction retired, or trapped.</summary>
    void Retired(in TimedInstruction instruction, in StageTimes times);
}
