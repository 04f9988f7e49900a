namespace Sim.Kernel.Checkpoints;

/// <summary>Something whose state can be written in the middle of a run and read back into a fresh one.</summary>
/// <remarks>Both methods name the same things in the same order; what the constructor sets need not be written.</remarks>
public interface ICheckpointed
{
    /// <summary>Writes the state.</summary>
    void Save(CheckpointWriter writer);

    /// <summary>Replaces the state by a written one.</summary>
    void Load(CheckpointReader reader);
}
