//! The course of a stay as a pure fold of the set of its reports: any order, any repetition, same course.

/// placeholder replaced below
pub struct Timeline;
